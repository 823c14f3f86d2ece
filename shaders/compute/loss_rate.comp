#version 430
// Rate of change of ∂loss/∂z: the loss' second derivative times R{z}, which it replaces, row by row.
#include "bindings.glsl"
#include "loss"

layout(local_size_x = 64) in;
layout(std430, binding = SLOT_SUMS) readonly buffer Outputs { float outputs[]; };
layout(std430, binding = SLOT_SLOPE_RATES) buffer Rates { float rates[]; };

uniform uint rows, columns, columns4;
uniform float weight; // 1 / samples in the mean

void main()
{
    uint row = gl_GlobalInvocationID.x;
    if (row >= rows)
        return;
    uint base = row * 4u * columns4;
    float peak = outputs[base], total = 0.0, mean_change = 0.0;
#ifdef NEEDS_SOFTMAX
    for (uint j = 1u; j < columns; j++)
        peak = max(peak, outputs[base + j]);
    for (uint j = 0u; j < columns; j++)
    {
        float power = exp(outputs[base + j] - peak);
        total += power;
        mean_change += power * rates[base + j];
    }
    mean_change /= total;
#endif
    for (uint j = 0u; j < columns; j++)
        rates[base + j] = weight * output_curvature(
            outputs[base + j], rates[base + j], mean_change, peak, total, int(columns));
}
