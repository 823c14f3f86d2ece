#version 430
// Updates all parameters from the gradient; each work group stores ‖gradient‖² and ‖step‖² of its part.
#define LOCAL_SIZE 64
#include "bindings.glsl"
#include "step.glsl"
#include "update.glsl"
#include "state.glsl"
#include "reduction.glsl"

layout(local_size_x = LOCAL_SIZE) in;
layout(std430, binding = SLOT_PARAMETERS) buffer Parameters { vec4 parameters[]; };
layout(std430, binding = SLOT_GRADIENT) readonly buffer Gradient { vec4 gradient[]; };
layout(std430, binding = SLOT_PARTIALS) buffer Partials { vec4 partials[]; };

uniform uint step_index, count4, partial_first;

#ifdef CLIPS
#include "gradient_norm.glsl"
#endif

void main()
{
    load_step(step_index);
#ifdef CLIPS
    set_clip(squared_norm());
#endif
    vec4 sums = vec4(0.0);
    uint stride = gl_NumWorkGroups.x * LOCAL_SIZE;
    for (uint index = gl_GlobalInvocationID.x; index < count4; index += stride)
    {
        vec4 s0, s1;
        load_state(index, s0, s1);
        parameters[index] = updated(parameters[index], gradient[index], s0, s1, sums);
        store_state(index, s0, s1);
    }
    sums = group_sum(sums);
    if (gl_LocalInvocationIndex == 0u)
        partials[partial_first + gl_WorkGroupID.x] = sums;
}
