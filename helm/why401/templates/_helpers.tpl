{{/* The chart's name, as label. */}}
{{- define "why401.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* The name of every object: 50 characters leave room for suffixes. */}}
{{- define "why401.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains (include "why401.name" .) .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "why401.name" .) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What selects the pods: never changes in the life of a release. */}}
{{- define "why401.selectorLabels" -}}
app.kubernetes.io/name: {{ include "why401.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: agent
{{- end -}}

{{/* Without the chart's version: a new chart alone must not replace the pod, which would cost its tokens. */}}
{{- define "why401.podLabels" -}}
{{ include "why401.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: why401
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "why401.labels" -}}
{{ include "why401.podLabels" . }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | quote }}
{{- end -}}

{{/* The annotations of an object: the common ones, and over them its own. */}}
{{- define "why401.annotations" -}}
{{- with merge (dict) (default (dict) .own) .root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "why401.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "why401.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "why401.image" -}}
{{- $name := .Values.image.repository -}}
{{- if .Values.image.registry }}{{ $name = printf "%s/%s" .Values.image.registry $name }}{{ end -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $name .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* The agent's configuration: JSON is HOCON. */}}
{{- define "why401.configuration" -}}
{{- $server := dict "host" .Values.web.host "port" (int .Values.web.port) -}}
{{- if .Values.web.existingSecret }}{{ $_ := set $server "web-config-file" "/etc/why401-web/web-config.yml" }}{{ end -}}
{{- $root := deepCopy .Values.config -}}
{{- $_ := set $root "server" $server -}}
{{- $_ := set $root "state-dir" "/var/lib/why401" -}}
{{- if include "why401.several" . }}{{ $_ := set $root "cluster" (include "why401.membership" . | fromJson) }}{{ end -}}
{{- /* The one part that is no JSON: the name of the pod, which each has from its environment. */ -}}
{{- dict "why401" $root | toPrettyJson | replace "\"${POD_NAME}\"" "${POD_NAME}" -}}
{{- end -}}

{{/* How a member finds and trusts the others. Its address is its name, which its /etc/hosts knows. */}}
{{- define "why401.membership" -}}
{{- $files := "/run/secrets/why401-cluster" -}}
{{- $dns := printf "%s.%s.svc.%s" (include "why401.members" .) .Release.Namespace .Values.cluster.domain -}}
{{- $bind := dict "host" "${POD_NAME}" "port" (int .Values.cluster.port) -}}
{{- $root := dict "name" (default (include "why401.fullname" .) .Values.cluster.name) "dns" $dns "bind" $bind -}}
{{- if .Values.cluster.tls.existingSecret -}}
{{- $_ := set $root "tls" (dict "cert" (printf "%s/tls.crt" $files) "key" (printf "%s/tls.key" $files) "ca" (printf "%s/ca.crt" $files)) -}}
{{- else -}}
{{- $_ := set $root "key" (dict "file" (printf "%s/key" $files)) -}}
{{- end -}}
{{- toJson $root -}}
{{- end -}}

{{/* Whether several agents run, as one cluster; empty if not. */}}
{{- define "why401.several" -}}
{{- if gt (int .Values.replicaCount) 1 }}yes{{ end -}}
{{- end -}}

{{/* The service whose addresses are those of all members. */}}
{{- define "why401.members" -}}
{{- printf "%s-members" (include "why401.fullname" .) -}}
{{- end -}}

{{/* Whether the agent follows objects of the cluster; empty if not. One source may stand without a list. */}}
{{- define "why401.cluster" -}}
{{- with .Values.config.targets }}{{ if hasKey . "kubernetes" }}yes{{ end }}{{ end -}}
{{- end -}}

{{/* The namespaces that it follows, as a list; an empty one for all of them. */}}
{{- define "why401.namespaces" -}}
{{- $sources := .Values.config.targets.kubernetes -}}
{{- if not (kindIs "slice" $sources) }}{{ $sources = list $sources }}{{ end -}}
{{- $found := list -}}
{{- $everywhere := false -}}
{{- range $sources -}}
{{- if .namespaces }}{{ $found = concat $found (ternary .namespaces (list .namespaces) (kindIs "slice" .namespaces)) }}{{ else }}{{ $everywhere = true }}{{ end -}}
{{- end -}}
{{- if $everywhere }}[]{{ else }}{{ $found | uniq | toYaml }}{{ end -}}
{{- end -}}

{{- define "why401.scheme" -}}
{{- ternary "HTTPS" "HTTP" .Values.web.tls -}}
{{- end -}}

{{/* What cannot work is refused here, with what would. */}}
{{- define "why401.check" -}}
{{- if include "why401.several" . -}}
{{- include "why401.check.members" . -}}
{{- end -}}
{{- if and .Values.metrics.serviceMonitor.enabled .Values.metrics.podMonitor.enabled -}}
{{- fail "metrics: serviceMonitor and podMonitor would scrape each agent twice (expected: one of the two)" -}}
{{- end -}}
{{- if and .Values.config .Values.existingConfigMap -}}
{{- fail "config: existingConfigMap takes its place (expected: one of the two)" -}}
{{- end -}}
{{- if and .Values.ingress.enabled .Values.httpRoute.enabled -}}
{{- fail "ingress: httpRoute leads to the same page (expected: one of the two)" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.hosts) -}}
{{- fail "ingress.hosts: none (expected: a host name)" -}}
{{- end -}}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) -}}
{{- fail "httpRoute.parentRefs: none (expected: a gateway)" -}}
{{- end -}}
{{- if and .Values.web.tls (not .Values.web.existingSecret) -}}
{{- fail "web.tls: no certificate (expected: web.existingSecret)" -}}
{{- end -}}
{{- end -}}

{{- define "why401.check.members" -}}
{{- $tls := .Values.cluster.tls.existingSecret -}}
{{- $key := .Values.cluster.key.existingSecret -}}
{{- $count := int .Values.replicaCount -}}
{{- if not (or $tls $key) -}}
{{- fail (printf "replicaCount: %d agents show tokens to each other, and the way is open to all (expected: cluster.tls.existingSecret or cluster.key.existingSecret)" $count) -}}
{{- end -}}
{{- if and $tls $key -}}
{{- fail "cluster.key.existingSecret: besides cluster.tls.existingSecret (expected: one of the two)" -}}
{{- end -}}
{{- if .Values.persistence.existingClaim -}}
{{- fail (printf "persistence.existingClaim: one volume for %d agents (expected: replicaCount 1, or none, for a claim of each)" $count) -}}
{{- end -}}
{{- with .Values.networkPolicy -}}
{{- if and .enabled (not .egress.dns) (not .egress.rules) -}}
{{- fail "networkPolicy.egress.dns: the members find each other by name (expected: true, or a rule that allows it)" -}}
{{- end -}}
{{- end -}}
{{- $http := int .Values.web.port -}}
{{- if or (eq $http (int .Values.cluster.port)) (eq $http (int (add .Values.cluster.port 1))) -}}
{{- fail (printf "web.port: %d is a port of the cluster (expected: neither cluster.port nor the next one)" $http) -}}
{{- end -}}
{{- $gone := .Values.podDisruptionBudget.maxUnavailable -}}
{{- if and .Values.podDisruptionBudget.enabled (not (kindIs "string" $gone)) -}}
{{- if and (gt (int $gone) 1) (ge (mul 2 (int $gone)) $count) -}}
{{- fail (printf "podDisruptionBudget.maxUnavailable: a drain may take %d of %d agents, and with them the majority (expected: fewer than half)" (int $gone) $count) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* How the kubelet looks at the agent. It has no password and no certificate: a protected agent is asked for its port. */}}
{{- define "why401.look" -}}
{{- if .root.Values.web.existingSecret -}}
tcpSocket:
  port: http
{{- else -}}
httpGet:
  path: {{ .path }}
  port: http
{{- end -}}
{{- end -}}

{{/* A rule for the members alone, at the ports of the cluster. */}}
{{- define "why401.peers" -}}
- {{ .direction }}:
    - podSelector:
        matchLabels:
          {{- include "why401.selectorLabels" .root | nindent 10 }}
  ports:
    - port: {{ .root.Values.cluster.port }}
      protocol: TCP
    - port: {{ add .root.Values.cluster.port 1 }}
      protocol: TCP
{{- end -}}

{{/* How a monitor reads the agent. The rules know the agent by the job «why401». */}}
{{- define "why401.endpoint" -}}
port: http
path: /metrics
interval: {{ .monitor.interval }}
scrapeTimeout: {{ .monitor.scrapeTimeout }}
scheme: {{ include "why401.scheme" .root | lower }}
relabelings:
  - targetLabel: job
    replacement: why401
{{- with .monitor.endpoint.relabelings }}
{{ toYaml . | indent 2 }}
{{- end }}
{{- with omit .monitor.endpoint "relabelings" }}
{{ toYaml . }}
{{- end }}
{{- end -}}
