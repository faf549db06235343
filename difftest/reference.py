"""Runs KCL programs by the reference implementation, PyPI's kcl-lib.

A request is a line of JSON on the standard input, its answer a line of JSON
on the standard output. A request has the fields of kcl_lib's
ExecProgramArgs, but "args" is a mapping from the name of an option to JSON,
and "dir" the working directory of the process. An answer has "yaml" and
"log", and "error" of a program that fails or "refused" of one that is not
run at all, and the "seconds" that it took.
"""

import json
import os
import sys
import time

import kcl_lib.api as api

# What the native library prints by itself must not get between the answers.
answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

engine = api.API()
for line in sys.stdin:
    request = json.loads(line)
    os.chdir(request.pop("dir", "/"))
    request["args"] = [api.Argument(name=k, value=v) for k, v in request.get("args", {}).items()]
    start = time.perf_counter()
    try:
        result = engine.exec_program(api.ExecProgramArgs(**request))
        answer = {"yaml": result.yaml_result, "log": result.log_message, "error": result.err_message}
    except Exception as e:
        answer = {"refused": str(e) or type(e).__name__}
    answer["seconds"] = time.perf_counter() - start
    answers.write(json.dumps(answer) + "\n")
    answers.flush()
