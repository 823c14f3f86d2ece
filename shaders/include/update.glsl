// One optimizer update of four parameters and their state: s0 and s1 are used as the optimizer needs them.
#include "optimizer"

// The new parameters; adds ‖gradient‖² and ‖step‖² to sums.zw.
vec4 updated(vec4 before, vec4 gradient4, inout vec4 s0, inout vec4 s1, inout vec4 sums)
{
    vec4 after = before;
    for (int lane = 0; lane < 4; lane++)
    {
        float w = before[lane], g = gradient4[lane], a = s0[lane], b = s1[lane];
        // Skips elements whose weight, gradient and state are all 0: with ε = 0, the padding would become NaN.
        if (w == 0.0 && g == 0.0 && a == 0.0 && b == 0.0)
            continue;
        update_weight(w, g, a, b);
        after[lane] = w;
        s0[lane] = a;
        s1[lane] = b;
    }
    vec4 change = after - before;
    sums.z += dot(gradient4, gradient4);
    sums.w += dot(change, change);
    return after;
}
