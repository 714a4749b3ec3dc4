"""Three agents in one exercise: scripted, random, and a tabular learner that gets better.

usage: agents.py LOCKSTEP EXERCISE scripted|random|learner
"""

import sys

import numpy as np
from gymnasium.utils.env_checker import check_env

from lockstep_env import LockstepEnv

SCRIPT = [
    {"do": "step", "minutes": 30},
    {"do": "az", "line": "keyvault key show --vault-name contoso-kv -n cmk"},
    {"do": "act", "act": "key.enable", "target": "key/contoso-kv/cmk", "with": {}},
] + [{"do": "step", "minutes": 60}] * 8


def few(action):
    """Few enough to try them all: looks, and what can be done with keys."""
    return action["do"] == "az" or action.get("act", "").startswith("key.") and "keyversion" not in str(action)


def scripted(env):
    """Waits, looks, enables the key, waits: as the reference solution does."""
    env.actions.insert(0, {"do": "step", "minutes": 30})
    env.reset(seed=1)
    for request in SCRIPT:
        _, _, done, late, info = env.step(env.actions.index(request))
        if done or late:
            break
    print(f"scripted: {info['score']} points")
    assert info["score"] >= 60


def episode(env, choose, seed, steps=30):
    observation, info = env.reset(seed=seed)
    for _ in range(steps):
        before, action = observation, choose(observation)
        observation, reward, done, late, info = env.step(action)
        choose.learn(before, action, reward, observation, done or late) if hasattr(choose, "learn") else None
        if done or late:
            break
    return info["score"]


def random(env):
    generator = np.random.default_rng(0)
    scores = [
        episode(env, lambda _: int(generator.integers(len(env.actions))), seed) for seed in range(1, 11)
    ]
    print(f"random: {np.mean(scores):.1f} points on average, best {max(scores)}")


class Learner:
    """Q-learning over what is as it should be, without the time: small enough for a table."""

    def __init__(self, count):
        self.table, self.count = {}, count
        self.generator = np.random.default_rng(0)
        self.curiosity = 1.0

    def row(self, observation):
        return self.table.setdefault(tuple(np.round(observation[2:], 1)), np.zeros(self.count))

    def __call__(self, observation):
        if self.generator.random() < self.curiosity:
            return int(self.generator.integers(self.count))
        row = self.row(observation)
        return int(self.generator.choice(np.flatnonzero(row == row.max())))

    def learn(self, before, action, reward, after, is_over):
        future = 0.0 if is_over else 0.97 * self.row(after).max()
        row = self.row(before)
        row[action] += 0.3 * (reward - 0.2 + future - row[action])


def learner(env, episodes=160, window=30):
    learner, scores = Learner(len(env.actions)), []
    for number in range(episodes):
        learner.curiosity = max(0.05, 1 - number / (episodes * 0.6))
        scores.append(episode(env, learner, seed=1 + number % 3))
    first, last = np.mean(scores[:window]), np.mean(scores[-window:])
    print(f"learner: {first:.1f} points in its first {window} episodes, {last:.1f} in its last")
    assert last > first + 10, "it has not learned"


def main():
    binary, exercise, name = sys.argv[1:]
    env = LockstepEnv(binary, exercise, only=few)
    if name == "scripted":
        check_env(env, skip_render_check=True)
    {"scripted": scripted, "random": random, "learner": learner}[name](env)
    env.close()


if __name__ == "__main__":
    main()
