"""Prints the classes of a package of Python models as the JSON that declarations.mjs makes of TypeScript:
{path: {"imports": {}, "types": {name: {"fields": {…}}}, "aliases": {}, "kind": name or null}}."""

import ast
import json
import pathlib
import sys

SIMPLE = {"str": "string", "int": "number", "float": "number", "bool": "boolean", "Any": "any", "datetime": "string"}


def type_of(node):
    if isinstance(node, ast.Constant):
        return {"name": "null"} if node.value is None else type_of(ast.parse(str(node.value), mode="eval").body)
    if isinstance(node, ast.Name):
        return {"name": SIMPLE.get(node.id, node.id)}
    if isinstance(node, ast.Attribute):
        return {"name": node.attr}
    if isinstance(node, ast.BinOp):
        return {"either": [type_of(node.left), type_of(node.right)]}
    if not isinstance(node, ast.Subscript):
        return {"any": True}
    inside = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    name = node.value.id if isinstance(node.value, ast.Name) else ""
    if name in ("Optional", "Annotated"):
        return type_of(inside[0])
    if name == "List":
        return {"list": type_of(inside[0])}
    if name == "Dict":
        return {"map": type_of(inside[1])}
    if name == "Union":
        return {"either": [type_of(one) for one in inside]}
    if name == "Literal":
        words = [{"word": one.value} for one in inside if isinstance(one.value, str)]
        return words[0] if len(words) == 1 else {"either": words}
    return {"any": True}


def alias_of(node, name):
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Field":
            for keyword in call.keywords:
                if keyword.arg == "alias":
                    return keyword.value.value
    return name


def fields_of(node):
    fields = {}
    for one in node.body:
        if not isinstance(one, ast.AnnAssign):
            continue
        name = alias_of(one.annotation, one.target.id)
        fields[name] = {"type": type_of(one.annotation), "required": one.value is None}
    return fields


def read(path):
    types, kind = {}, None
    for node in ast.parse(path.read_text()).body:
        if not isinstance(node, ast.ClassDef):
            continue
        fields = fields_of(node)
        if "apiVersion" in fields and "kind" in fields:
            for name in ("apiVersion", "kind"):
                fields[name]["required"] = True
            fields["metadata"] = {"type": {"name": "ObjectMeta"}, "required": False}
            kind = node.name
        types[node.name] = {"fields": fields} if fields else {"any": True}
    return {"imports": {}, "types": types, "aliases": {}, "kind": kind}


root = pathlib.Path(sys.argv[1])
files = {str(path.relative_to(root).with_suffix("")): read(path) for path in sorted(root.rglob("v*.py"))}
print(json.dumps(files))
