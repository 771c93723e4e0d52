"""The kind "score": the reader is the adversary. A schedule of faults keeps a cluster without a
leader, while a majority is always up and connected; the score is the time without one."""

from dataclasses import dataclass, field
from itertools import combinations

from look import style, width, wrapped
from program import Verdict, as_told, known, run_scenario, text_of
from task import statements

COSTS = ("crash", "pause", "cut", "isolate", "partition")
FREE = ("restart", "resume", "heal", "run", "note", "expect")


@dataclass
class World:
    """What stands between the servers at one moment of a trace."""

    servers: tuple
    roles: dict = field(default_factory=dict)
    stopped: set = field(default_factory=set)
    broken: set = field(default_factory=set)      # links, as (from, to)

    def hears(self, event):
        kind, server = event["kind"], event.get("server")
        if kind == "role_changed":
            self.roles[server] = event["role"]
        elif kind in ("crashed", "paused"):
            self.stopped.add(server)
        elif kind in ("restarted", "resumed"):
            self.stopped.discard(server)
        if kind in ("crashed", "restarted"):
            self.roles[server] = "follower"
        if kind == "link_cut":
            self.broken.add((event["from"], event["to"]))
        elif kind == "link_mended":
            self.broken.discard((event["from"], event["to"]))
        elif kind == "healed":
            self.broken.clear()
        elif kind == "partitioned":
            self.broken = {(a, b) for a in self.servers for b in self.servers
                           if not any(a in group and b in group for group in event["groups"])}

    def joined(self, a, b):
        """Whether both run and each hears the other."""
        return (not self.stopped & {a, b} and (a, b) not in self.broken
                and (b, a) not in self.broken)

    def majority(self):
        return len(self.servers) // 2 + 1

    def has_a_chance(self):
        """Whether a majority runs, of which each hears each."""
        return any(all(self.joined(a, b) for a, b in combinations(some, 2))
                   and not self.stopped & set(some)
                   for some in combinations(self.servers, self.majority()))

    def has_a_leader(self):
        """Whether somebody leads who is joined to a majority."""
        return any(role == "leader" and server not in self.stopped
                   and 1 + sum(self.joined(server, other) for other in self.servers
                               if other != server) >= self.majority()
                   for server, role in self.roles.items())


def verdict(exercise, file):
    mine = text_of(file)
    rules = exercise.game
    refused = refusal(rules, mine)
    if refused:
        return Verdict(False, wrapped(refused))
    done = run_scenario(mine.rstrip("\n") + f"\nrun {rules['seconds']}s\n", known(file))
    if done.code != 0:
        return Verdict(False, as_told(done.said))
    servers = tuple(event["server"] for event in done.of_kind("joined"))
    silences, no_chance = silence(servers, done.events, rules["seconds"] * 1000_000)
    if no_chance is not None:
        return Verdict(False, wrapped(
            f"At {no_chance // 1000} ms no majority runs of which each hears each. That is too "
            "easy: nobody could have elected anybody. Leave three that run and are joined."))
    score = sum(end - begin for begin, end in silences) // 1000
    return told(exercise, silences, score, costs(mine))


def refusal(rules, text):
    """Which rule of the game this text breaks, or ""."""
    opening = [said for _, said in statements(rules["opening"])]
    mine = list(statements(text))
    if [said for _, said in mine[:len(opening)]] != opening:
        return "The game begins with these lines, as they are: " + "; ".join(opening) + "."
    for number, said in mine[len(opening):]:
        if said.split()[0] not in COSTS + FREE:
            return (f"Line {number}: '{said.split()[0]}' is no move of this game. Moves are "
                    + ", ".join(COSTS) + "; free are " + ", ".join(FREE) + ".")
    spent = costs(text)
    if spent > rules["faults"]:
        return f"You used {spent} faults, and the game allows {rules['faults']}."
    return ""


def costs(text):
    return sum(said.split()[0] in COSTS for _, said in statements(text))


def silence(servers, events, end):
    """The times without a leader, in microseconds up to `end`; and when the rule of the majority
    was broken first, or None."""
    world, spans, since = World(servers), [], 0
    for event in events:
        if event["t"] >= end:
            break
        world.hears(event)
        if not world.has_a_chance():
            return [], event["t"]
        if world.has_a_leader() and since is not None:
            spans.append((since, event["t"]))
            since = None
        elif not world.has_a_leader() and since is None:
            since = event["t"]
    if since is not None:
        spans.append((since, end))
    return spans, None


def told(exercise, silences, score, spent):
    """The score, a picture of the time, and what the next medal asks."""
    rules, medal = exercise.game, exercise.medal(score)
    ahead = [name for name in ("bronze", "silver", "gold") if score < rules[name]]
    lines = [f"{score} of {rules['seconds'] * 1000} ms without a leader, with {spent} of "
             f"{rules['faults']} faults: {style(medal, 'bold') if medal else 'no medal yet'}.",
             "", bar(silences, rules["seconds"] * 1000_000), ""]
    if ahead:
        lines.append(f"{ahead[0].capitalize()} begins at {rules[ahead[0]]} ms.")
    return Verdict(bool(medal), "\n".join(lines).rstrip(), score, medal)


def bar(silences, end):
    """The time as a line: full where nobody led."""
    cells = width() - 12
    line = ""
    for cell in range(cells):
        begin, stop = cell * end // cells, (cell + 1) * end // cells
        silent = sum(max(0, min(b, stop) - max(a, begin)) for a, b in silences)
        line += style("█", "red") if 2 * silent >= stop - begin else style("·", "green")
    return f"0 s {line} {end // 1000_000} s"
