"""An exercise as a Gymnasium environment: a thin layer over `lockstep train episode`."""

from __future__ import annotations

import json
import subprocess

import gymnasium
import numpy as np
from gymnasium import spaces

WAITS = (15, 60)
# Thinking and typing take time too: without this an agent that only looks would never see the clock move.
MINUTES_A_CALL = 5


class LockstepEnv(gymnasium.Env):
    """One action is one call of the trainee, a hint, or letting some minutes pass.

    The observation is a vector in [0, 1]: time, score, then one number for each goal and for each fact about
    keys, workspaces and Sentinel that a client can read. `info["observation"]` has all of it as sent.
    """

    metadata = {"render_modes": []}

    def __init__(self, binary: str, exercise: str, only=None):
        """`only(action)` keeps an action, a dictionary such as {"do": "act", "act": "key.enable", ...}."""
        self._process = subprocess.Popen(
            [binary, "train", "episode", exercise],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )
        first = self._ask({"do": "reset"})["observation"]
        listed = self._ask({"do": "actions"})["actions"]
        waits = [{"do": "step", "minutes": minutes} for minutes in WAITS]
        self.actions = [action for action in listed if only is None or only(action)] + waits
        self.facts = list(_facts(first))
        self.action_space = spaces.Discrete(len(self.actions))
        self.observation_space = spaces.Box(0, 1, (len(self._vector(first, 0)),), np.float32)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        request = {"do": "reset"} if seed is None else {"do": "reset", "seed": seed}
        answer = self._ask({**request, **(options or {})})
        return self._vector(answer["observation"], answer["score"]), self._info(answer)

    def step(self, action):
        request = self.actions[int(action)]
        answer = called = self._ask(request)
        reward = answer.get("reward", 0)
        if request["do"] != "step" and not answer.get("done", False):
            answer = self._ask({"do": "step", "minutes": MINUTES_A_CALL})
            answer["answer"] = called.get("answer", called)
            reward += answer["reward"]
        observation = answer["observation"]
        is_late = observation["left_minutes"] == 0
        return (
            self._vector(observation, answer["score"]), float(reward),
            answer["done"] and not is_late, is_late, self._info(answer),
        )

    def close(self):
        if self._process.poll() is None:
            self._ask({"do": "close"})
            self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()

    def _ask(self, request):
        self._process.stdin.write(json.dumps(request) + "\n")
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("lockstep ended; what it said is on standard error")
        return json.loads(line)

    def _vector(self, observation, score):
        total = observation["elapsed_minutes"] + observation["left_minutes"]
        goals = {goal["id"]: float(goal["met"]) for goal in observation["goals"]}
        self._goals = getattr(self, "_goals", list(goals))
        facts = dict(_facts(observation))
        values = [float(observation["elapsed_minutes"]) / float(total), min(1, max(0, score / 100))]
        values += [goals.get(goal, 0.0) for goal in self._goals]
        values += [facts.get(fact, 0.0) for fact in self.facts]
        return np.array(values, dtype=np.float32)

    @staticmethod
    def _info(answer):
        return {name: answer.get(name) for name in ("observation", "score", "answer")}


def _facts(observation):
    """What is as it should be, by thing: 1 for yes, 0 for no."""
    good = {
        "key": {"enabled": True}, "vault": {"exists": True},
        "workspace": {"data": "accessible", "ingestion": "accepting"}, "sentinel": {"status": "available"},
    }
    for thing, properties in observation["things"].items():
        for name, wanted in good.get(thing.split("/")[0], {}).items():
            yield f"{thing}.{name}", float(properties.get(name) == wanted)
