#version 430
// The part of R{δ} of the previous layer that comes through the weights: (δ·V + R{δ}·W) ∘ f′(z), [rows, inputs], one
// product of twice the depth. dense_backward adds the rest.
#include "bindings.glsl"
#include "layer_math.glsl"

layout(std430, binding = SLOT_OUTPUT) readonly buffer Before { vec4 sums_before[]; };
layout(std430, binding = SLOT_NEXT_RATES) writeonly buffer NextRates { vec4 next_rates[]; };

uniform uint weights, inputs, outputs, outputs4;

#include "operands.glsl"
#include "rate_operands.glsl"
#include "product.glsl"

mat4 left_block(uint row4, uint depth4)
{
    uvec4 row = min(uvec4(4u * row4) + uvec4(0u, 1u, 2u, 3u), uvec4(row_count - 1u)) * outputs4;
    if (depth4 < outputs4)
        return transpose(mat4(
            delta_at(depth4 + row.x), delta_at(depth4 + row.y), delta_at(depth4 + row.z), delta_at(depth4 + row.w)));
    row += depth4 - outputs4;
    return transpose(mat4(rate_at(row.x), rate_at(row.y), rate_at(row.z), rate_at(row.w)));
}

mat4 right_block(uint depth4, uint column4)
{
    // δ and R{δ} are 0 in the padding, so the weights there do not matter.
    uint at = weights + min(column4, column4_count - 1u), unit4 = depth4 < outputs4 ? depth4 : depth4 - outputs4;
    uvec4 unit = at + min(uvec4(4u * unit4) + uvec4(0u, 1u, 2u, 3u), uvec4(outputs - 1u)) * column4_count;
    if (depth4 < outputs4)
        return mat4(direction_at(unit.x), direction_at(unit.y), direction_at(unit.z), direction_at(unit.w));
    return mat4(parameter_at(unit.x), parameter_at(unit.y), parameter_at(unit.z), parameter_at(unit.w));
}

void store_row(uint row, uint column4, vec4 value)
{
    uint at = row * column4_count + column4;
    next_rates[at] = keep_units(value * slope4(sums_before[at], value_at(at)), 4u * column4, inputs);
}
