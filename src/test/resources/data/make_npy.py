"""Makes the NPY files beside it with NumPy (they were made with NumPy 2.4.6): python3 make_npy.py

Every file holds the numbers 0 .. 11 in shape (2, 2, 3), booleans their last bit."""

import numpy as np
from numpy.lib import format as npy

numbers = np.arange(12).reshape(2, 2, 3)

for code in ("u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8"):
    np.save(f"{code}.npy", numbers.astype("<" + code))
    np.save(f"{code}-fortran.npy", np.asfortranarray(numbers.astype("<" + code)))
    np.save(f"{code}-big.npy", numbers.astype(">" + code))
np.save("b1.npy", numbers % 2 == 1)
for version in (2, 3):
    with open(f"version-{version}.npy", "wb") as out:
        npy.write_array(out, numbers.astype("<f8"), version=(version, 0))
np.save("complex.npy", numbers.astype("c16"))
np.save("text.npy", numbers.astype("U2"))
np.save("record.npy", np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")]))
np.save("scalar.npy", np.float64(3.5))
np.save("labels.npy", np.array([1, 0], dtype="<i8"))
np.save("labels-column.npy", np.array([[1.0], [0.0]], dtype="<f4"))
