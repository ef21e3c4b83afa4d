"""The official validator's word on a Data Package: on the whole, and on each file of its resource by itself. Prints JSON."""

import json
import os
import sys

from frictionless import Package, Resource, Schema, validate

path = sys.argv[1]
report = validate(path)
package = Package(path)
with open(path, encoding="utf-8") as file:
    descriptor = json.load(file)
files = {}
for resource in descriptor["resources"]:
    for one in resource["path"]:
        part = Resource(
            name="part", path=one, format=resource["format"], basepath=os.path.dirname(path),
            schema=Schema.from_descriptor(resource["schema"]),
        ).validate()
        files[one] = {"valid": part.valid, "rows": part.tasks[0].stats.get("rows")}
errors = [error.note for error in report.errors] + [error.note for task in report.tasks for error in task.errors]
print(json.dumps({"valid": report.valid, "errors": errors[:5], "fields": len(package.resources[0].schema.fields), "files": files}))
