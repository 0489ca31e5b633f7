#!/usr/bin/env bash
# Builds the image of why401 from the bundle: build.sh [NAME[:TAG]], after `mvn package -DskipTests`.
#
# What is in it: the bundle with its Java runtime, the C library and loader of this machine (glibc 2.34 or newer),
# and empty folders. BUILDER=podman (or buildah, docker) and BUILD_OPTIONS are taken from the environment.
# Times of files are those of the last commit, so that two builds differ in the trained cache alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
readonly NAME="${1:-why401:0.1.0}"
readonly BUILDER="${BUILDER:-podman}"
readonly CONTEXT=target/image
readonly ROOT="$CONTEXT/root"
readonly HOME_IN_IMAGE="$ROOT/opt/why401"

[ -x target/why401/runtime/bin/java ] || {
  echo "build.sh: agent/target/why401 is not there (expected: mvn package -DskipTests first)" >&2
  exit 1
}
epoch="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}"

rm -rf "$CONTEXT"
mkdir -p "$HOME_IN_IMAGE/cache" "$ROOT"/{etc/why401,tmp,var/lib/why401,run/secrets}
cp -r target/why401/lib target/why401/runtime "$HOME_IN_IMAGE/"
[ ! -f target/why401/why401.cdx.json ] || cp target/why401/why401.cdx.json "$HOME_IN_IMAGE/"
rm -f "$HOME_IN_IMAGE/lib/why401.aot" # trained again in the image: it depends on paths and times

# Every library of this machine that the runtime asks for, and the loader; those of X11 are asked for by
# parts of java.desktop that never run here.
find target/why401/runtime -name '*.so' -o -path '*/bin/java' | xargs ldd 2> /dev/null \
  | grep -oE '(=> )?/(usr/)?lib[^ ]*/(ld-linux|libc|libm|libdl|libpthread|librt|libz)[-.][^ ]*' \
  | sed 's/^=> //' | sort -u | while read -r library; do
    install -D -m 755 "$library" "$ROOT$library"
  done

# The user 10001 owns what is written at run time and while the cache is trained.
chmod 1777 "$ROOT/tmp"
chmod 777 "$HOME_IN_IMAGE/cache" "$ROOT/var/lib/why401"
find "$ROOT" -exec touch --no-dereference --date="@$epoch" {} +

# shellcheck disable=SC2086 # the words of BUILD_OPTIONS are meant
"$BUILDER" build ${BUILD_OPTIONS:-} --file src/image/Containerfile --tag "$NAME" \
  --build-arg "VERSION=${NAME##*:}" --build-arg "REVISION=$(git rev-parse --short HEAD)" "$CONTEXT"
