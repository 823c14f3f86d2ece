#version 430
// z = x·Wᵀ + b for one layer, [rows, outputs]; stores z with STORE_SUMS, f(z) with STORE_VALUES, x + f(z) with SKIP as
// well. Work groups in z are points of a plane, each with its own weights.
#include "bindings.glsl"
#ifdef STORE_VALUES
#include "layer_math.glsl"
#endif

layout(std430, binding = SLOT_SUMS) writeonly buffer Sums { vec4 layer_sums[]; };
layout(std430, binding = SLOT_OUTPUT) writeonly buffer Next { vec4 next_values[]; };

uniform uint weights, bias, weight_step;      // vec4s: offsets in the parameters; parameters per point
uniform uint outputs;
uniform uint values_first, values_step, output_first, output_step; // vec4s: first row; size of one point's matrix

#include "operands.glsl"
#include "product.glsl"

mat4 left_block(uint row4, uint depth4)
{
    uint at = values_first + gl_WorkGroupID.z * values_step + depth4, last = row_count - 1u, row = 4u * row4;
    return transpose(mat4(
        value_at(at + min(row, last) * depth4_count), value_at(at + min(row + 1u, last) * depth4_count),
        value_at(at + min(row + 2u, last) * depth4_count), value_at(at + min(row + 3u, last) * depth4_count)));
}

mat4 right_block(uint depth4, uint column4)
{
    uint at = weights + gl_WorkGroupID.z * weight_step + depth4, last = outputs - 1u, unit = 4u * column4;
    return transpose(mat4(
        parameter_at(at + min(unit, last) * depth4_count), parameter_at(at + min(unit + 1u, last) * depth4_count),
        parameter_at(at + min(unit + 2u, last) * depth4_count), parameter_at(at + min(unit + 3u, last) * depth4_count)));
}

void store_row(uint row, uint column4, vec4 value)
{
    vec4 z = value + parameter_at(bias + gl_WorkGroupID.z * weight_step + column4);
    uint at = output_first + gl_WorkGroupID.z * output_step + row * column4_count + column4;
#ifdef STORE_SUMS
    layer_sums[at] = z;
#endif
#ifdef STORE_VALUES
#ifdef SKIP
    vec4 x = value_at(values_first + gl_WorkGroupID.z * values_step + row * depth4_count + column4);
    next_values[at] = x + keep_units(activate4(z), 4u * column4, outputs);
#else
    next_values[at] = keep_units(activate4(z), 4u * column4, outputs);
#endif
#endif
}
