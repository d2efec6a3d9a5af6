package io.github.relucert.bounds;

import io.github.relucert.contract.BoundMethodContract;

class IntervalPropagationTest extends BoundMethodContract {
    @Override
    protected BoundMethod method() {
        return new IntervalPropagation();
    }
}
