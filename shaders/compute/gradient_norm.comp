#version 430
// Each work group stores ‖gradient‖² of its part in z of a partial sum.
#define LOCAL_SIZE 64
#include "bindings.glsl"
#include "reduction.glsl"

layout(local_size_x = LOCAL_SIZE) in;
layout(std430, binding = SLOT_GRADIENT) readonly buffer Gradient { vec4 gradient[]; };
layout(std430, binding = SLOT_PARTIALS) writeonly buffer Partials { vec4 partials[]; };

uniform uint count4, partial_first;

void main()
{
    vec4 sum = vec4(0.0);
    for (uint index = gl_GlobalInvocationID.x; index < count4; index += gl_NumWorkGroups.x * LOCAL_SIZE)
        sum.z += dot(gradient[index], gradient[index]);
    sum = group_sum(sum);
    if (gl_LocalInvocationIndex == 0u)
        partials[partial_first + gl_WorkGroupID.x] = sum;
}
