// One optimizer update of four parameters and their state: s0 and s1 are used as the optimizer needs them.
#include "optimizer"

#ifdef CLIPS
// The scale of the gradient, as in PyTorch's clip_grad_norm_; set once the gradient is known. NaN stays NaN.
float clip_scale;

void set_clip(float squared_norm)
{
    clip_scale = max_norm / (sqrt(squared_norm) + 1e-6);
    if (clip_scale > 1.0)
        clip_scale = 1.0;
}
#endif

// The new parameters; adds ‖gradient‖² and ‖step‖² to sums.zw.
vec4 updated(vec4 before, vec4 gradient4, inout vec4 s0, inout vec4 s1, inout vec4 sums)
{
    vec4 after = before, slope = gradient4;
#ifdef CLIPS
    slope *= clip_scale;
#endif
#ifdef PULLS_BY_L1
    slope += l1 * sign(before);
#endif
    for (int lane = 0; lane < 4; lane++)
    {
        float w = before[lane], g = slope[lane], a = s0[lane], b = s1[lane];
        // Skips elements whose weight, gradient and state are all 0: with ε = 0, the padding would become NaN.
        if (w == 0.0 && g == 0.0 && a == 0.0 && b == 0.0)
            continue;
        update_weight(w, g, a, b);
        after[lane] = w;
        s0[lane] = a;
        s1[lane] = b;
    }
    vec4 change = after - before;
#ifndef LOOKS_AHEAD // the norm at θ is computed earlier
    sums.z += dot(gradient4, gradient4);
#endif
    sums.w += dot(change, change);
    return after;
}
