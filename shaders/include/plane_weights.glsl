// The weights at a point of a plane beside the bound samples, and the destination of the losses at its points; one work
// group per point.
layout(std430, binding = SLOT_THETA) readonly buffer Origin { vec4 origin[]; };
layout(std430, binding = SLOT_ALPHA) readonly buffer First { vec4 first[]; };
layout(std430, binding = SLOT_BETA) readonly buffer Second { vec4 second[]; };
layout(std430, binding = SLOT_POINTS) readonly buffer Points { vec2 points[]; };
layout(std430, binding = SLOT_RESULTS) writeonly buffer Results { vec4 results[]; };

uniform uint point_first, sample_count;

vec2 at; // (α, β), set by main

vec4 weight_at(uint index)
{
    return origin[index] + at.x * first[index] + at.y * second[index];
}
