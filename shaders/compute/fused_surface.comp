#version 430
// The loss at points of a plane, one work group per point: mixes the weights into shared memory, and processes the
// evaluation set in chunks.
#pragma optionNV(unroll all)
#include "bindings.glsl"
#include "reduction.glsl"

layout(local_size_x = LOCAL_SIZE) in;

#include "fused_network.glsl"
#include "plane_weights.glsl"

uint sample_of(uint first, uint row)
{
    return row;
}

void main()
{
    at = points[point_first + gl_WorkGroupID.x];
    for (uint i = gl_LocalInvocationIndex; i < PARAMETERS4; i += LOCAL_SIZE)
        memory[i] = weight_at(i);
    vec4 sums = vec4(0.0);
    for (uint row_first = 0u; row_first < sample_count; row_first += CHUNK_ROWS)
    {
        uint rows = min(CHUNK_ROWS, sample_count - row_first);
        load_batch(0u, row_first, rows);
        barrier();
        forward_all(rows);
        chunk_loss(rows, 1.0 / float(sample_count), sums);
        barrier();
    }
    sums = group_sum(sums);
    if (gl_LocalInvocationIndex == 0u)
        results[gl_WorkGroupID.x] = sums;
}
