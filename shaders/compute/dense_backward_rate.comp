#version 430
// R{δ} of the previous layer = (δ·V + R{δ}·W) ∘ f′(z) + f″(z)∘(δ·W)∘R{z}, [rows, inputs]; the last term is at the
// destination. Skips as in dense_backward.comp.
#define SECOND_PRODUCT
#include "bindings.glsl"
#include "units.glsl"

layout(std430, binding = SLOT_SLOPE_RATES) buffer SlopeRates { vec4 slope_rates[]; };

#if defined(SKIP) || defined(KEEP_ERRORS)
layout(std430, binding = SLOT_ERRORS) buffer ErrorRates { vec4 error_rates[]; };
#endif

uniform uint weights, inputs, outputs;

#include "operands.glsl"
#include "rate_operands.glsl"
#include "product.glsl"

uvec4 row_starts(uint row4)
{
    return min(uvec4(4u * row4) + uvec4(0u, 1u, 2u, 3u), uvec4(row_count - 1u)) * depth4_count;
}

// δ and R{δ} are 0 in the padding, so the weights there do not matter.
uvec4 unit_starts(uint depth4, uint column4)
{
    uvec4 unit = min(uvec4(4u * depth4) + uvec4(0u, 1u, 2u, 3u), uvec4(outputs - 1u));
    return weights + min(column4, column4_count - 1u) + unit * column4_count;
}

mat4 left_block(uint row4, uint depth4)
{
    uvec4 at = depth4 + row_starts(row4);
    return transpose(mat4(delta_at(at.x), delta_at(at.y), delta_at(at.z), delta_at(at.w)));
}

mat4 right_block(uint depth4, uint column4)
{
    uvec4 at = unit_starts(depth4, column4);
    return mat4(direction_at(at.x), direction_at(at.y), direction_at(at.z), direction_at(at.w));
}

mat4 second_left_block(uint row4, uint depth4)
{
    uvec4 at = depth4 + row_starts(row4);
    return transpose(mat4(delta_rate_at(at.x), delta_rate_at(at.y), delta_rate_at(at.z), delta_rate_at(at.w)));
}

mat4 second_right_block(uint depth4, uint column4)
{
    uvec4 at = unit_starts(depth4, column4);
    return mat4(parameter_at(at.x), parameter_at(at.y), parameter_at(at.z), parameter_at(at.w));
}

// The slopes are bound as values.
void store_row(uint row, uint column4, vec4 value)
{
    uint at = row * column4_count + column4;
#ifdef SKIP
    value += error_rates[at];
#endif
#ifdef KEEP_ERRORS
    error_rates[at] = value;
#endif
    slope_rates[at] = keep_units(value * value_at(at) + slope_rates[at], 4u * column4, inputs);
}
