"""A picture that is taller than a sheet of paper, cut into pieces for the printed book. A cut goes
through lines and arrows, and never through words; each piece begins with the names of the servers.
"""

import re

SHEET = 960  # the most that fits, in units of the picture, of which 720 are its width
SHRUNK = 1080  # what is no taller is shrunk to fit
SLACK = 80  # how much a piece may be taller than the others
HEADS = 34  # the height of the names of the servers

ROOT = re.compile(r'<svg [^>]*id="([^"]+)"[^>]*viewBox="0 0 (\d+) (\d+)"[^>]*>')
WORDS = re.compile(r'<text [^>]*?y="(-?\d+)"')
BOX = re.compile(r'<rect [^>]*?y="(-?\d+)"[^>]*? height="(\d+)"')
MOVED = re.compile(r'<g transform="translate\(\d+,(\d+)\)">')


def occupied(picture):
    """From where to where there are words, or boxes around words."""
    places = [(int(y) - 13, int(y) + 5) for y in WORDS.findall(picture)]
    places += [(int(y) - 13, int(y) + 8) for y in MOVED.findall(picture)]  # the legend
    return places + [(int(y) - 1, int(y) + int(height) + 1) for y, height in BOX.findall(picture)
                     if int(height) < SHEET // 3]


def cuts(picture, height):
    """Where the pieces begin, and where the last one ends."""
    taken = occupied(picture)
    room = SHEET - HEADS
    equal = height // -(-height // room)
    found = [0]
    while height - found[-1] > room:
        lowest = found[-1] + min(room, equal + SLACK)
        free = (y for y in range(lowest, found[-1] + SHEET // 3, -1)
                if not any(begin < y < end for begin, end in taken))
        found.append(next(free, lowest))
    return found + [height]


def piece(name, width, height, begin, end):
    whole = f'<use href="#{name}" width="{width}" height="{height}"/>'
    above = HEADS if begin else 0
    heads = (f'<svg viewBox="0 0 {width} {above}" width="{width}" height="{above}">{whole}</svg>'
             if above else "")
    return (f'<svg class="raft-figure" viewBox="0 0 {width} {above + end - begin}" width="100%" '
            f'aria-hidden="true">{heads}<svg y="{above}" viewBox="0 {begin} {width} {end - begin}" '
            f'width="{width}" height="{end - begin}">{whole}</svg></svg>')


def sliced(picture):
    """The picture for paper: as it is, or in pieces."""
    root = ROOT.search(picture)
    if not root or int(root[3]) <= SHRUNK:
        return picture
    name, width, height = root[1], int(root[2]), int(root[3])
    places = cuts(picture, height)
    pieces = "".join(piece(name, width, height, *ends) for ends in zip(places, places[1:]))
    return f'<div class="whole-picture">{picture}</div>{pieces}'
