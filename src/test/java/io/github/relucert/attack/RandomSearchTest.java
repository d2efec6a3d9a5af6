package io.github.relucert.attack;

import io.github.relucert.contract.AttackContract;

class RandomSearchTest extends AttackContract {
    @Override
    protected Attack attack() {
        return new RandomSearch();
    }
}
