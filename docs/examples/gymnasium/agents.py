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

KEY_ACTS = ("key.disable", "key.enable", "key.delete", "key.recover")


def few(action):
    """Few enough to try them all: look at the one key, and what can be done with it."""
    if "contoso-kv/cmk" not in action.get("target", "") and "-n cmk" not in action.get("line", ""):
        return False
    return action["do"] == "az" or action["act"] in KEY_ACTS and action["target"].startswith("key/")


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


def episode(env, choose, seed, steps=25):
    """One episode: the score, and what was seen, done and gained, step by step."""
    observation, info = env.reset(seed=seed)
    path = []
    for _ in range(steps):
        action = choose(observation)
        after, reward, done, late, info = env.step(action)
        path.append((observation, action, reward))
        observation = after
        if done or late:
            break
    return info["score"], path


def random(env):
    generator = np.random.default_rng(0)
    scores = [
        episode(env, lambda _: int(generator.integers(len(env.actions))), seed)[0] for seed in range(1, 11)
    ]
    print(f"random: {np.mean(scores):.1f} points on average, best {max(scores)}")


class Learner:
    """Averages what came after each action in each situation, without the time: small enough for a table."""

    def __init__(self, count):
        self.sums, self.counts, self.count = {}, {}, count
        self.generator = np.random.default_rng(0)
        self.curiosity = 1.0

    @staticmethod
    def situation(observation):
        return tuple(np.round(observation[2:], 1))

    def __call__(self, observation):
        key = self.situation(observation)
        if key not in self.sums or self.generator.random() < self.curiosity:
            return int(self.generator.integers(self.count))
        means = self.sums[key] / np.maximum(1, self.counts[key])
        return int(self.generator.choice(np.flatnonzero(means == means.max())))

    def learn(self, path):
        gain = 0.0
        for observation, action, reward in reversed(path):
            # Each step costs a little, or doing nothing for ever would be as good.
            gain = reward - 0.3 + 0.98 * gain
            key = self.situation(observation)
            self.sums.setdefault(key, np.zeros(self.count))[action] += gain
            self.counts.setdefault(key, np.zeros(self.count))[action] += 1


def learner(env, episodes=120, window=25):
    learner, scores = Learner(len(env.actions)), []
    for number in range(episodes):
        learner.curiosity = max(0.05, 1 - number / (episodes * 0.6))
        score, path = episode(env, learner, seed=1 + number % 3)
        learner.learn(path)
        scores.append(score)
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
