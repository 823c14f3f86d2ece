#version 430
// The loss at points of a plane, one small work group per point, for a tiny network: mixes the weights into registers;
// each invocation processes every LOCAL_SIZE-th sample.
#include "bindings.glsl"
#include "reduction.glsl"

layout(local_size_x = LOCAL_SIZE) in;

#include "unrolled_network.glsl"
#include "plane_weights.glsl"

void main()
{
    at = points[point_first + gl_WorkGroupID.x];
    load_weights();
    vec4 sums = vec4(0.0);
    for (uint turn = 0u; turn * LOCAL_SIZE < sample_count; turn++)
    {
        uint row = turn * LOCAL_SIZE + gl_LocalInvocationIndex;
        load_row(min(row, sample_count - 1u));
        forward();
        vec2 loss = sample_loss(OUTPUTS, 1.0 / float(sample_count));
        sums.xy += row < sample_count ? loss : vec2(0.0);
    }
    sums = group_sum(sums);
    if (gl_LocalInvocationIndex == 0u)
        results[gl_WorkGroupID.x] = sums;
}
