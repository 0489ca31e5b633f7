#!/usr/bin/env python3
"""Commits what the agent says of the cases from public reports, as a table.

    cases.py CASES AGENT            runs CASES/run.py with AGENT, some ten minutes
    cases.py CASES --from RESULTS   takes what run.py --json has written before

CASES is the folder of the cases, which is not part of this repository. Writes
agent/src/test/resources/diagnosis/cases.md; CalibrationTest reads it.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

TABLE = pathlib.Path(__file__).resolve().parents[1] / "test/resources/diagnosis/cases.md"
RIGHT = ("right", "weak", "oversure")
HEAD = """# The cases: public bug reports, and what the agent said

Made by `agent/src/bench/cases.py CASES AGENT` from the folder of cases, which is not part of the repository. *Truth* is what the report turned out to be; *accepted* is what a careful person could say of it, at most as sure as *surest*; *told* is the last verdict on the incident. *Score* is the runner's: `weak` is right and less sure than one could be, `oversure` surer.

| what | cases |
|---|---|
%s

| case | truth | accepted | surest | told | confidence | score | beside it |
|---|---|---|---|---|---|---|---|
%s
"""


def results(cases, arguments):
    if arguments[0] == "--from":
        return json.loads(pathlib.Path(arguments[1]).read_text())["cases"]
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        # Its exit status only says whether all is right.
        subprocess.run([cases / "run.py", arguments[0], "--json", out.name], check=False)
        return json.loads(pathlib.Path(out.name).read_text())["cases"]


def told(result):
    """The last verdict on each scored probe; controls are told beside it."""
    verdicts = []
    for part in result["told"].split("; "):
        if not part.startswith("control "):
            verdicts.append(re.sub(r"^[\w.-]+: ", "", part).split(" > ")[-1])
    causes = [verdict.split("/")[0] for verdict in verdicts]
    confidences = [verdict.split("/")[1] if "/" in verdict else "" for verdict in verdicts]
    return " ".join(causes).replace("nothing", "no incident"), " ".join(confidences).strip()


def row(case, result):
    cause, confidence = told(result)
    # Only the kind of harm: how often and when differs from run to run.
    beside = ", ".join(sorted({mark.split(":")[0].lower() for mark in result["marks"]}))
    cells = [case["id"], case["root_cause"], " ".join(case["accept"]).replace("no incident", "none"), case["best_confidence"] or "–",
             cause, confidence or "–", result["score"].lower(), beside or "–"]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def summary(results):
    counts = [("all", len(results)), ("right", sum(r["right"] for r in results)),
              ("wrong and certain", sum(r["wrong_and_certain"] for r in results)),
              ("false incidents", sum(r["false_incident"] for r in results)), ("harm done", sum(r["harmful"] for r in results))]
    return "\n".join("| %s | %d |" % count for count in counts)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1]).resolve()
    cases = {case["id"]: case for case in map(json.loads, (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines())}
    found = results(folder, sys.argv[2:])
    TABLE.write_text(HEAD % (summary(found), "\n".join(row(cases[r["id"]], r) for r in found)), encoding="utf-8")


main()
