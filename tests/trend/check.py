#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""check.py SCHEMA FILE: does the JSON of a file, or each line of a .jsonl, follow the schema?"""
import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
with open(sys.argv[2], encoding="utf-8") as file:
    texts = file.readlines() if sys.argv[2].endswith(".jsonl") else [file.read()]
if not texts:
    sys.exit("nothing to check")
for text in texts:
    jsonschema.Draft202012Validator(schema).validate(json.loads(text))
