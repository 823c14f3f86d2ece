#version 430
// origin + α·first + β·second for each point of a plane: parameters, or the first layer's z, which is linear in (α, β).
// With STORE_VALUES it is that z, [rows, units4], and the activation is applied.
#include "bindings.glsl"
#ifdef STORE_VALUES
#include "layer_math.glsl"
#endif

layout(local_size_x = 64) in;
layout(std430, binding = SLOT_ORIGIN) readonly buffer Origin { vec4 origin[]; };
layout(std430, binding = SLOT_FIRST) readonly buffer First { vec4 first[]; };
layout(std430, binding = SLOT_SECOND) readonly buffer Second { vec4 second[]; };
layout(std430, binding = SLOT_POINTS) readonly buffer Points { vec2 points[]; };
layout(std430, binding = SLOT_OUTPUT) writeonly buffer Mixed { vec4 mixed[]; };

uniform uint mix_first, count4;   // the range to mix
uniform uint point_first;
uniform uint units, units4;       // of the layer, with STORE_VALUES

void main()
{
    vec2 at = points[point_first + gl_WorkGroupID.y];
    uint stride = gl_NumWorkGroups.x * 64u;
    for (uint i = gl_GlobalInvocationID.x; i < count4; i += stride)
    {
        vec4 value = origin[mix_first + i] + at.x * first[mix_first + i] + at.y * second[mix_first + i];
#ifdef STORE_VALUES
        value = keep_units(activate4(value), 4u * (i % units4), units);
#endif
        mixed[gl_WorkGroupID.y * count4 + i] = value;
    }
}
