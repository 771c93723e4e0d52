"""The small changes that are tried on a C++ file, found in the syntax tree that clang makes of it.

A template's tree is that of its text, so a rule is changed once, however many nodes are made of it.
What the compiler alone looks at (concepts, `static_assert`, `if constexpr`) is left as it is:
tests/node/part_checks/ is about that.
"""

import hashlib
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

CLANG = "clang++-19"
FLAGS = ["-std=c++2b", "-w", "-Wno-c++11-narrowing"]

RELATIONS = {"<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<"),
             "==": ("!=",), "!=": ("==",)}
SWAPPED = {"&&": ("||",), "||": ("&&",), "+": ("-",), "-": ("+",), "*": ("/",), "/": ("*",),
           "%": ("/",), "|": ("&",), "&": ("|",), "<<": (">>",), ">>": ("<<",)}
STEPS = {"next", "previous", "after", "with", "without"}  # x.next() becomes x
SERVERS = {"me", "to", "from", "peer", "server", "candidate"}  # another server takes its place
OTHER_END = {"std::min": "std::max", "std::max": "std::min"}

NOT_RUN = {"StaticAssertDecl", "ConceptDecl", "RequiresExpr", "TemplateArgument", "FullComment",
           "CXXDefaultInitExpr", "CXXDefaultArgExpr", "ClassTemplateSpecializationDecl",
           "EnumConstantDecl"}
ONE_INSIDE = {"ExprWithCleanups", "ImplicitCastExpr", "MaterializeTemporaryExpr",
              "CXXBindTemporaryExpr", "ConstantExpr"}
CALLS = {"CallExpr", "CXXMemberCallExpr", "CXXOperatorCallExpr"}
NAMES = {"DeclRefExpr", "MemberExpr", "CXXDependentScopeMemberExpr"}
DOES_SOMETHING = CALLS | {"CompoundAssignOperator"}
LEAVES = {"ReturnStmt", "ContinueStmt", "BreakStmt"}


@dataclass
class Mutant:
    """A piece of the text, and what takes its place. `form` says how both can stand in one program:
    as an "expression", as a "call" that is made or not, or as a "statement" that leaves or not."""
    file: str
    begin: int
    end: int
    text: str
    form: str
    line: int = 0
    original: str = ""
    number: int = 0

    def becomes(self):
        """What takes its place; nothing where it is left out."""
        return self.text if self.form == "expression" else ""

    def words(self):
        flat = re.sub(r"\s+", " ", self.original)
        return f"`{flat}` -> `{self.text}`" if self.becomes() else f"`{flat}` is left out"


class Finder:
    """Walks the trees of one file and collects its mutants."""

    def __init__(self, file, source):
        self.file, self.source = file, source
        self.found = {}

    def add(self, begin, end, text, form="expression"):
        text = re.sub(r"\s+", " ", text)
        if self.text(begin, end).endswith(("<", ">", "=")):
            return  # of an `a < b` that the compiler has made of `<=>`: half of it
        self.found.setdefault((begin, end, text, form), Mutant(
            self.file, begin, end, text, form, 1 + self.source.count(b"\n", 0, begin),
            self.source[begin:end].decode()))

    def text(self, begin, end):
        return self.source[begin:end].decode()

    def walk(self, node, returns_bool=False):
        kind = node.get("kind", "")
        constant = kind == "VarDecl" and node.get("constexpr")
        if kind in NOT_RUN or constant or node.get("isImplicit") or node.get("immediate"):
            return
        inner = [child for child in node.get("inner", []) if child]
        if kind in ("FunctionDecl", "CXXMethodDecl"):
            returns_bool = node["type"]["qualType"].startswith("bool ")
        elif kind == "LambdaExpr":
            returns_bool = False
            inner = inner[-1:]
        span = span_of(node)
        if span:
            self.change(kind, node, inner, span)
        self.look_at_places(kind, node, inner, returns_bool)
        if kind == "IfStmt" and node.get("isConstexpr"):
            inner = inner[1:]
        for child in inner:
            self.walk(child, returns_bool)

    # ---- an expression is changed where it stands

    def change(self, kind, node, inner, span):
        if kind in ("BinaryOperator", "CXXOperatorCallExpr", "CXXRewrittenBinaryOperator",
                    "CXXFoldExpr"):
            self.change_operator(node, inner, span)
        elif kind == "UnaryOperator" and re.match(r"![^=]", self.text(*span)):
            self.add(*span, f"static_cast<bool>({self.text(span[0] + 1, span[1])})")
        elif kind == "UnaryOperator" and node["opcode"] == "~":
            self.add(*span, self.text(span[0] + 1, span[1]))
        elif kind == "UnaryOperator" and node["opcode"] in ("++", "--"):
            other = "--" if node["opcode"] == "++" else "++"
            if node["opcode"] in self.text(*span):  # not that of a loop over a range
                self.add(*span, self.text(*span).replace(node["opcode"], other))
        elif kind == "CXXBoolLiteralExpr":
            self.add(*span, "false" if self.text(*span) == "true" else "true")
        elif kind == "IntegerLiteral":
            self.change_number(span)
        elif kind in CALLS and inner:
            self.change_call(inner, span)
        elif kind in NAMES and name_of(node) in SERVERS and may_be_a_server(node):
            self.add(*span, f"another({self.text(*span)})")

    def change_operator(self, node, inner, span):
        operands = [span_of(child) for child in inner]
        if node["kind"] == "CXXFoldExpr":
            self.change_fold(span)
            return
        if node["kind"] == "CXXOperatorCallExpr":
            if len(inner) != 3 or not all(operands):
                return
            place = operands[0]
        elif node["kind"] == "CXXRewrittenBinaryOperator":
            place = self.operator_inside(node, span)
        elif all(operands) and len(operands) == 2:
            place = operands[0][1], operands[1][0]
        else:
            return
        if not place:
            return
        between = self.text(*place)
        match = re.search(r"&&|\|\||<<|>>|[<>=!]=|[-+*/%|&<>]", between)
        if not match or node.get("opcode", match.group()) != match.group():
            return
        at = place[0] + len(between[:match.start()].encode())
        if match.group() == "+" and "string" in node["type"]["qualType"]:
            return
        for other in RELATIONS.get(match.group(), SWAPPED.get(match.group(), ())):
            self.add(*span, self.text(span[0], at) + other +
                     self.text(at + len(match.group()), span[1]))

    def change_fold(self, span):
        text = self.text(*span)
        for was, will_be in (("&&", "||"), ("||", "&&")):
            for pattern in (rf"{re.escape(was)}(\s*\.\.\.)", rf"(\.\.\.\s*){re.escape(was)}"):
                if re.search(pattern, text):
                    self.add(*span, re.sub(pattern, lambda match: match.group().replace(
                        was, will_be), text))

    def operator_inside(self, node, span):
        """Of an `a < b` that the compiler has made of `<=>`: where the operator stands."""
        for child in node.get("inner", []):
            if child.get("kind") == "CXXOperatorCallExpr" and len(child["inner"]) == 3:
                place = span_of(child["inner"][0])
                if place and span[0] < place[0] < span[1]:
                    return place
            if deeper := self.operator_inside(child, span):
                return deeper
        return None

    def change_number(self, span):
        match = re.fullmatch(r"(\d+)(\w*)", self.text(*span))
        if match:
            value = int(match[1])
            for other in (value + 1, value - 1):
                if other >= 0:
                    self.add(*span, f"{other}{match[2]}")

    def change_call(self, inner, span):
        callee = unwrapped(inner[0])
        place = span_of(callee)
        if not place:
            return
        if name_of(callee) in STEPS and callee.get("inner"):
            if whole := span_of(callee["inner"][0]):
                self.add(*span, self.text(*whole))
        if (other := OTHER_END.get(re.sub("<.*", "", self.text(*place)))):
            self.add(*span, other + self.text(place[0] + len("std::min"), span[1]))

    # ---- what is changed because of the place where it stands

    def look_at_places(self, kind, node, inner, returns_bool):
        if kind in ("IfStmt", "WhileStmt", "ConditionalOperator") and not node.get("isConstexpr"):
            if not node.get("hasVar") and not node.get("hasInit"):
                self.negate(inner[0])
        elif kind in ("BinaryOperator", "CXXRewrittenBinaryOperator"):
            if node.get("opcode") in ("&&", "||"):
                for operand in inner:
                    self.negate(operand)
        elif kind == "ReturnStmt" and returns_bool and inner:
            self.negate(inner[0])
        if kind == "CompoundStmt":
            for child in inner[:-1]:
                self.leave_out(child)
            if inner and unwrapped(inner[-1])["kind"] != "ReturnStmt":
                self.leave_out(inner[-1])
        elif kind == "IfStmt":
            for child in inner[1:]:
                self.leave_out(child)
        elif kind in ("ForStmt", "WhileStmt", "CXXForRangeStmt") and inner:
            self.leave_out(inner[-1])

    def negate(self, node):
        node = unwrapped(node)
        span = span_of(node)
        atom = node["kind"] in NAMES | {"CallExpr", "CXXMemberCallExpr", "CXXFoldExpr"}
        if span and atom:
            self.add(*span, f"!({self.text(*span)})")

    def leave_out(self, node):
        node = unwrapped(node)
        span = span_of(node)
        if not span:
            return
        assigns = node["kind"] == "BinaryOperator" and node["opcode"] == "="
        counts = node["kind"] == "UnaryOperator" and node["opcode"] in ("++", "--")
        if node["kind"] in DOES_SOMETHING or assigns or counts:
            self.add(*span, "void()", "call")
        elif node["kind"] in LEAVES:
            self.add(*span, "", "statement")


def unwrapped(node):
    while node.get("kind") in ONE_INSIDE and len(node.get("inner", [])) == 1:
        node = node["inner"][0]
    return node


def span_of(node):
    """Where the node stands in the file itself; None if elsewhere, or nowhere."""
    begin, end = (node.get("range", {}).get(side, {}) for side in ("begin", "end"))
    if "offset" not in begin or "offset" not in end or "includedFrom" in begin:
        return None
    return begin["offset"], end["offset"] + end["tokLen"]


def name_of(node):
    return (node.get("name") or node.get("member") or
            node.get("referencedDecl", {}).get("name", ""))


def may_be_a_server(node):
    kind = node.get("type", {}).get("qualType", "")
    unknown = kind == "<dependent type>" and name_of(node) in ("me", "to", "from")
    return unknown or "ServerId" in kind


def trees(root, file):
    """The syntax trees of what `file` has in the namespace raft."""
    command = [CLANG, "-x", "c++", *FLAGS, "-fsyntax-only", f"-I{root / 'code'}", "-Xclang",
               "-ast-dump=json", "-Xclang", "-ast-dump-filter=raft", str(root / file)]
    dumped = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    decoder = json.JSONDecoder()
    at = 0
    while (at := re.compile(r"\s*").match(dumped, at).end()) < len(dumped):
        tree, at = decoder.raw_decode(dumped, at)
        yield tree


def found_in(root, file):
    """All mutants of a file, in the order of the text."""
    finder = Finder(file, (root / file).read_bytes())
    for tree in trees(root, file):
        if span_of(tree):
            finder.walk(tree)
    return sorted(finder.found.values(), key=lambda m: (m.begin, -m.end, m.text))


def mutants_of(root, file, kept):
    """The same; to read a tree takes seconds, so what was found is kept in the folder `kept` until
    the file or this one changes."""
    sources = (root / file).read_bytes() + Path(__file__).read_bytes()
    store = kept / f"{file.replace('/', '-')}-{hashlib.sha256(sources).hexdigest()[:16]}.json"
    if not store.exists():
        kept.mkdir(parents=True, exist_ok=True)
        store.write_text(json.dumps([vars(m) for m in found_in(root, file)]), encoding="utf-8")
    return [Mutant(**one) for one in json.loads(store.read_text(encoding="utf-8"))]
