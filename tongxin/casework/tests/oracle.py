"""Who may do what with a case, written down a second time in plain words, without a line of the product."""

from itertools import product

MODES = ["named", "handler_only"]
STATES = ["raised", "in_hand", "answered", "closed", "withdrawn"]
POSITIONS = {
    "raiser": "何小满",
    "handler": "李桐",
    "colleague": "秦朗",
    "accused": "柳青",
    "other handler": "程思源",
    "handler at the top": "白露",
    "supervisor": "沈知夏",
    "leader": "顾长风",
    "head and secretary of the raiser": "方砚",
    "union chair": "罗青禾",
    "stranger": "魏东来",
    "system administrator": "周守一",
    "security administrator": "吴静言",
    "audit administrator": "郑明察",
}
CELLS = list(product(POSITIONS, MODES, STATES))
HELD = {"in_hand", "answered", "closed"}  # somebody took it in hand and still has it

STEPS = {
    ("raised", "raiser"): "talk withdraw",
    ("raised", "handler"): "accept hand_on",
    ("raised", "colleague"): "accept hand_on",
    ("raised", "supervisor"): "hand_on",
    ("in_hand", "raiser"): "talk withdraw",
    ("in_hand", "handler"): "talk hand_on stop answer",
    ("in_hand", "supervisor"): "hand_on extend",
    ("answered", "raiser"): "talk rate",
    ("answered", "handler"): "talk",
}


def sees(position, mode, state):
    return position in {"raiser", "handler", "colleague", "supervisor"}


def reads(position, mode, state):
    if position == "raiser" or (position == "handler" and state in HELD):
        return True
    if mode == "named":
        return sees(position, mode, state)
    return state == "raised" and position in {"handler", "colleague"}


def knows_raiser(position, mode, state):
    if mode == "named":
        return sees(position, mode, state)
    return position == "raiser" or (position == "handler" and state in HELD)


def steps(position, mode, state):
    if (position, mode, state) == ("supervisor", "handler_only", "in_hand"):
        return {"extend"}  # out of the hand of a handler who is there, nobody takes it
    return set(STEPS.get((state, position), "").split())
