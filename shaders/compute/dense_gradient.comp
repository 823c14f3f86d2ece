#version 430
// ∂L/∂W = δᵀ·x, [outputs, inputs], and ∂L/∂b = δᵀ·1 as one more column, after the last of x. With RATES its rate of
// change R{δ}ᵀ·x + δᵀ·R{x}.
#ifdef RATES
#define SECOND_PRODUCT
#endif
#include "bindings.glsl"

layout(std430, binding = SLOT_GRADIENT) buffer Gradient { vec4 gradient[]; };
layout(std430, binding = SLOT_GRADIENT) buffer GradientUnits { float gradient_units[]; };

uniform uint weights, bias, inputs4, outputs4, rows, values_first;
uniform uint accumulate; // 1: add to the gradient of an earlier part of the batch

#include "operands.glsl"
#ifdef RATES
#include "rate_operands.glsl"
#endif
#include "product.glsl"

#ifdef RATES
#define LEFT_AT delta_rate_at
#else
#define LEFT_AT delta_at
#endif

mat4 left_block(uint row4, uint depth4)
{
    uint unit4 = min(row4, outputs4 - 1u);
    mat4 block;
    for (uint k = 0u; k < 4u; k++)
    {
        uint row = 4u * depth4 + k;
        block[k] = row < rows ? LEFT_AT(row * outputs4 + unit4) : vec4(0.0);
    }
    return block;
}

mat4 right_block(uint depth4, uint column4)
{
    mat4 block;
    for (uint k = 0u; k < 4u; k++)
    {
        uint row = 4u * depth4 + k;
        block[k] = row >= rows ? vec4(0.0)
            : column4 < inputs4 ? value_at(values_first + row * inputs4 + column4) : vec4(1.0, 0.0, 0.0, 0.0);
    }
    return block;
}

#ifdef RATES
mat4 second_left_block(uint row4, uint depth4)
{
    uint unit4 = min(row4, outputs4 - 1u);
    mat4 block;
    for (uint k = 0u; k < 4u; k++)
    {
        uint row = 4u * depth4 + k;
        block[k] = row < rows ? delta_at(row * outputs4 + unit4) : vec4(0.0);
    }
    return block;
}

mat4 second_right_block(uint depth4, uint column4)
{
    mat4 block;
    for (uint k = 0u; k < 4u; k++)
    {
        uint row = 4u * depth4 + k;
        block[k] = row < rows && column4 < inputs4 ? rate_at(row * inputs4 + column4) : vec4(0.0);
    }
    return block;
}
#endif

void store_row(uint row, uint column4, vec4 value)
{
    if (column4 == inputs4)
    {
        uint at = 4u * bias + row;
        gradient_units[at] = value.x + (accumulate == 1u ? gradient_units[at] : 0.0);
        return;
    }
    uint at = weights + row * inputs4 + column4;
    gradient[at] = value + (accumulate == 1u ? gradient[at] : vec4(0.0));
}
