#version 430
// Rate of change of z = x·Wᵀ + b as θ moves along v: R{z} = x·Vᵀ + v_b + R{x}·Wᵀ, [rows, outputs] (Pearlmutter 1994). A
// hidden layer stores R{a} = f′(z)∘R{z}, plus R{x} with SKIP, and f″(z)∘(δ·W)∘R{z} for the backward pass; the output layer stores R{z}.
#define SECOND_PRODUCT
#include "bindings.glsl"
#include "units.glsl"

layout(std430, binding = SLOT_CURVATURES) readonly buffer Curvatures { vec4 curvatures[]; };
layout(std430, binding = SLOT_NEXT_RATES) writeonly buffer NextRates { vec4 next_rates[]; };
layout(std430, binding = SLOT_SLOPE_RATES) writeonly buffer SlopeRates { vec4 slope_rates[]; };

uniform uint weights, bias, inputs4, outputs, values_first;

#include "operands.glsl"
#include "rate_operands.glsl"
#include "product.glsl"

uvec4 row_starts(uint row4)
{
    return min(uvec4(4u * row4) + uvec4(0u, 1u, 2u, 3u), uvec4(row_count - 1u)) * inputs4;
}

uvec4 unit_starts(uint column4)
{
    return weights + min(uvec4(4u * column4) + uvec4(0u, 1u, 2u, 3u), uvec4(outputs - 1u)) * inputs4;
}

mat4 left_block(uint row4, uint depth4)
{
    uvec4 at = values_first + depth4 + row_starts(row4);
    return transpose(mat4(value_at(at.x), value_at(at.y), value_at(at.z), value_at(at.w)));
}

mat4 right_block(uint depth4, uint column4)
{
    uvec4 at = depth4 + unit_starts(column4);
    return transpose(mat4(direction_at(at.x), direction_at(at.y), direction_at(at.z), direction_at(at.w)));
}

mat4 second_left_block(uint row4, uint depth4)
{
    uvec4 at = depth4 + row_starts(row4);
    return transpose(mat4(rate_at(at.x), rate_at(at.y), rate_at(at.z), rate_at(at.w)));
}

mat4 second_right_block(uint depth4, uint column4)
{
    uvec4 at = depth4 + unit_starts(column4);
    return transpose(mat4(parameter_at(at.x), parameter_at(at.y), parameter_at(at.z), parameter_at(at.w)));
}

void store_row(uint row, uint column4, vec4 value)
{
    vec4 rate = value + direction_at(bias + column4);
    uint at = row * column4_count + column4;
#ifdef HIDDEN
    next_rates[at] = keep_units(delta_at(at) * rate, 4u * column4, outputs) // the slopes are bound as deltas
#ifdef SKIP
        + rate_at(row * inputs4 + column4)
#endif
        ;
    slope_rates[at] = keep_units(curvatures[at] * rate, 4u * column4, outputs);
#else
    slope_rates[at] = keep_units(rate, 4u * column4, outputs);
#endif
}
