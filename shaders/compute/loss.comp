#version 430
// The loss of each row of outputs, summed per work group; with DIFFERENTIATE, z is replaced by ∂loss/∂z. Work groups in
// y are points of a plane.
#define LOCAL_SIZE 64
#include "bindings.glsl"
#include "reduction.glsl"

layout(local_size_x = LOCAL_SIZE) in;
layout(std430, binding = SLOT_SUMS) buffer Outputs { float outputs[]; };
layout(std430, binding = SLOT_TARGETS) readonly buffer Targets { float targets[]; };
layout(std430, binding = SLOT_PARTIALS) writeonly buffer Partials { vec4 partials[]; };

uniform uint rows, columns, columns4;
uniform uint target_first;                 // row of the first target
uniform uint partial_first, partial_step;  // index of the first sum; sums per point
uniform float weight;                      // 1 / samples in the mean

uint output_base, target_base;

#include "sample_loss.glsl"

float output_at(uint output_index)
{
    return outputs[output_base + output_index];
}

float target_at(uint output_index)
{
    return targets[target_base + output_index];
}

void set_derivative(uint output_index, float value)
{
    outputs[output_base + output_index] = value;
}

void main()
{
    uint row = gl_GlobalInvocationID.x, point = gl_WorkGroupID.y;
    vec4 sums = vec4(0.0);
    if (row < rows)
    {
        output_base = (point * rows + row) * 4u * columns4;
        target_base = (target_first + row) * 4u * columns4;
        sums.xy = sample_loss(columns, weight);
#ifdef DIFFERENTIATE
        for (uint j = columns; j < 4u * columns4; j++)
            outputs[output_base + j] = 0.0;
#endif
    }
    sums = group_sum(sums);
    if (gl_LocalInvocationIndex == 0u)
        partials[point * partial_step + partial_first + gl_WorkGroupID.x] = sums;
}
