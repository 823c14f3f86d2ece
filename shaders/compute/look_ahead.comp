#version 430
// θ + ρ·g/‖g‖, at which a sharpness-aware step computes its second gradient.
#define LOCAL_SIZE 64
#include "bindings.glsl"
#include "step.glsl"
#include "reduction.glsl"

layout(local_size_x = LOCAL_SIZE) in;
layout(std430, binding = SLOT_PARAMETERS) readonly buffer Parameters { vec4 parameters[]; };
layout(std430, binding = SLOT_GRADIENT) readonly buffer Gradient { vec4 gradient[]; };
layout(std430, binding = SLOT_PARTIALS) readonly buffer Partials { vec4 partials[]; };
layout(std430, binding = SLOT_OUTPUT) writeonly buffer Ahead { vec4 ahead[]; };

uniform uint step_index, count4;

#include "gradient_norm.glsl"
#include "look_ahead.glsl"

void main()
{
    load_step(step_index);
    float distance = ahead_of(squared_norm());
    for (uint index = gl_GlobalInvocationID.x; index < count4; index += gl_NumWorkGroups.x * LOCAL_SIZE)
        ahead[index] = parameters[index] + distance * gradient[index];
}
