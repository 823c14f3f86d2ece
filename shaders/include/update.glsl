// One optimizer update of four parameters. STATE_SLOTS is what the optimizer needs: 0, 1 or 2.
#include "optimizer"

layout(std430, binding = SLOT_STATE0) buffer State0 { vec4 state0[]; };
layout(std430, binding = SLOT_STATE1) buffer State1 { vec4 state1[]; };

// The new parameters; adds ‖gradient‖² and ‖step‖² to sums.zw.
vec4 updated(vec4 before, vec4 gradient4, uint index, inout vec4 sums)
{
    vec4 s0 = vec4(0.0), s1 = vec4(0.0), after = before;
#if STATE_SLOTS > 0
    s0 = state0[index];
#endif
#if STATE_SLOTS > 1
    s1 = state1[index];
#endif
    for (int lane = 0; lane < 4; lane++)
    {
        float w = before[lane], g = gradient4[lane], a = s0[lane], b = s1[lane];
        // A parameter at rest stays there: where ε is 0, the padding would turn to NaN.
        if (w == 0.0 && g == 0.0 && a == 0.0 && b == 0.0)
            continue;
        update_weight(w, g, a, b);
        after[lane] = w;
        s0[lane] = a;
        s1[lane] = b;
    }
#if STATE_SLOTS > 0
    state0[index] = s0;
#endif
#if STATE_SLOTS > 1
    state1[index] = s1;
#endif
    vec4 change = after - before;
    sums.z += dot(gradient4, gradient4);
    sums.w += dot(change, change);
    return after;
}
