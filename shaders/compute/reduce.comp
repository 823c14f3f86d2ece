#version 430
// Work group i sums partials [i·step … + count) to result first + i.
#define LOCAL_SIZE 64
#include "bindings.glsl"
#include "reduction.glsl"

layout(local_size_x = LOCAL_SIZE) in;
layout(std430, binding = SLOT_PARTIALS) readonly buffer Partials { vec4 partials[]; };
layout(std430, binding = SLOT_RESULTS) writeonly buffer Results { vec4 results[]; };

uniform uint count, partial_step, result_first;

void main()
{
    vec4 sum = vec4(0.0);
    for (uint i = gl_LocalInvocationIndex; i < count; i += LOCAL_SIZE)
        sum += partials[gl_WorkGroupID.x * partial_step + i];
    sum = group_sum(sum);
    if (gl_LocalInvocationIndex == 0u)
        results[result_first + gl_WorkGroupID.x] = sum;
}
