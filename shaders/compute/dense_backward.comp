#version 430
// δ of the previous layer = (δ·W) ∘ f′(z), [rows, inputs], overwrites that layer's z. With STORE_SLOPES it also stores
// f′(z) and f″(z)∘(δ·W), which all Hessian products at the same θ use. A layer with a skip (SKIP) also passes on its own
// ∂loss/∂a, which that of a previous layer with a skip replaces (KEEP_ERRORS).
#include "bindings.glsl"
#include "layer_math.glsl"

layout(std430, binding = SLOT_OUTPUT) buffer Before { vec4 sums_before[]; };

#ifdef STORE_SLOPES
layout(std430, binding = SLOT_SLOPES) writeonly buffer Slopes { vec4 slopes[]; };
layout(std430, binding = SLOT_CURVATURES) writeonly buffer Curvatures { vec4 curvatures[]; };
#endif

#if defined(SKIP) || defined(KEEP_ERRORS)
layout(std430, binding = SLOT_ERRORS) buffer Errors { vec4 errors[]; };
#endif

uniform uint weights, inputs, outputs;

#include "operands.glsl"
#include "product.glsl"

mat4 left_block(uint row4, uint depth4)
{
    uint last = row_count - 1u, row = 4u * row4;
    return transpose(mat4(
        delta_at(min(row, last) * depth4_count + depth4), delta_at(min(row + 1u, last) * depth4_count + depth4),
        delta_at(min(row + 2u, last) * depth4_count + depth4), delta_at(min(row + 3u, last) * depth4_count + depth4)));
}

mat4 right_block(uint depth4, uint column4)
{
    // δ is 0 in the padding, so the weights there do not matter.
    uint at = weights + min(column4, column4_count - 1u), last = outputs - 1u, unit = 4u * depth4;
    return mat4(
        parameter_at(at + min(unit, last) * column4_count), parameter_at(at + min(unit + 1u, last) * column4_count),
        parameter_at(at + min(unit + 2u, last) * column4_count), parameter_at(at + min(unit + 3u, last) * column4_count));
}

void store_row(uint row, uint column4, vec4 value)
{
    uint at = row * column4_count + column4;
#ifdef SKIP
    value += errors[at];
#endif
    vec4 z = sums_before[at];
#ifdef KEEP_ERRORS
    errors[at] = value;
    vec4 a = activate4(z); // the layer's values contain its input
#else
    vec4 a = value_at(at);
#endif
#ifdef STORE_SLOPES
    vec4 slope = keep_units(slope4(z, a), 4u * column4, inputs);
    slopes[at] = slope;
    curvatures[at] = keep_units(curvature4(z, a) * value, 4u * column4, inputs);
    sums_before[at] = keep_units(value * slope, 4u * column4, inputs);
#else
    sums_before[at] = keep_units(value * slope4(z, a), 4u * column4, inputs);
#endif
}
