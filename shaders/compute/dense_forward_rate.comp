#version 430
// Rate of change of z = x·Wᵀ + b as θ moves along v: R{z} = x·Vᵀ + v_b + R{x}·Wᵀ, [rows, outputs], one product of twice
// the depth (Pearlmutter 1994). A hidden layer stores R{a} = f′(z)∘R{z}, and f″(z)∘R{z} for the backward pass; the
// output layer stores R{z}.
#include "bindings.glsl"
#include "layer_math.glsl"

layout(std430, binding = SLOT_OUTPUT) readonly buffer Next { vec4 next_values[]; };
layout(std430, binding = SLOT_NEXT_RATES) writeonly buffer NextRates { vec4 next_rates[]; };
layout(std430, binding = SLOT_SLOPE_RATES) writeonly buffer SlopeRates { vec4 slope_rates[]; };

uniform uint weights, bias, inputs4, outputs, values_first;

#include "operands.glsl"
#include "rate_operands.glsl"
#include "product.glsl"

mat4 left_block(uint row4, uint depth4)
{
    uint last = row_count - 1u;
    uvec4 row = min(uvec4(4u * row4) + uvec4(0u, 1u, 2u, 3u), uvec4(last)) * inputs4;
    if (depth4 < inputs4)
    {
        uint at = values_first + depth4;
        return transpose(mat4(value_at(at + row.x), value_at(at + row.y), value_at(at + row.z), value_at(at + row.w)));
    }
    uint at = depth4 - inputs4;
    return transpose(mat4(rate_at(at + row.x), rate_at(at + row.y), rate_at(at + row.z), rate_at(at + row.w)));
}

mat4 right_block(uint depth4, uint column4)
{
    uvec4 unit = min(uvec4(4u * column4) + uvec4(0u, 1u, 2u, 3u), uvec4(outputs - 1u)) * inputs4;
    if (depth4 < inputs4)
    {
        uint at = weights + depth4;
        return transpose(mat4(
            direction_at(at + unit.x), direction_at(at + unit.y), direction_at(at + unit.z), direction_at(at + unit.w)));
    }
    uint at = weights + depth4 - inputs4;
    return transpose(mat4(
        parameter_at(at + unit.x), parameter_at(at + unit.y), parameter_at(at + unit.z), parameter_at(at + unit.w)));
}

void store_row(uint row, uint column4, vec4 value)
{
    vec4 rate = value + direction_at(bias + column4);
    uint at = row * column4_count + column4;
#ifdef HIDDEN
    vec4 z = delta_at(at), a = next_values[at];
    next_rates[at] = keep_units(slope4(z, a) * rate, 4u * column4, outputs);
    slope_rates[at] = keep_units(curvature4(z, a) * rate, 4u * column4, outputs);
#else
    slope_rates[at] = keep_units(rate, 4u * column4, outputs);
#endif
}
