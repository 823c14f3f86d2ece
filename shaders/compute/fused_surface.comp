#version 430
// The loss at points of a plane, one work group a point: the weights are mixed into shared memory, and the evaluation set
// passes through it in chunks.
#pragma optionNV(unroll all)
#include "bindings.glsl"
#include "reduction.glsl"

layout(local_size_x = LOCAL_SIZE) in;

#include "fused_network.glsl"

layout(std430, binding = SLOT_THETA) readonly buffer Origin { vec4 origin[]; };
layout(std430, binding = SLOT_ALPHA) readonly buffer First { vec4 first[]; };
layout(std430, binding = SLOT_BETA) readonly buffer Second { vec4 second[]; };
layout(std430, binding = SLOT_POINTS) readonly buffer Points { vec2 points[]; };
layout(std430, binding = SLOT_RESULTS) writeonly buffer Results { vec4 results[]; };

uniform uint point_first, sample_count;

uint sample_of(uint first, uint row)
{
    return row;
}

void main()
{
    vec2 at = points[point_first + gl_WorkGroupID.x];
    for (uint i = gl_LocalInvocationIndex; i < PARAMETERS4; i += LOCAL_SIZE)
        memory[i] = origin[i] + at.x * first[i] + at.y * second[i];
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
