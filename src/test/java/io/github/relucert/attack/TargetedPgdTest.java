package io.github.relucert.attack;

import io.github.relucert.contract.AttackContract;

class PgdTest extends AttackContract {
    @Override
    protected Attack attack() {
        return new TargetedPgd(3, 10);
    }
}
