#version 430
// Whole training steps of a small network in one work group: weights, optimizer state, a batch's activations and deltas
// stay in shared memory from step to step. A batch too large for it is taken in chunks, the gradient being summed up in
// between. The network's sizes and places are constants, so that loops unroll and divisions become multiplications.
#pragma optionNV(unroll all)
#include "bindings.glsl"
#include "step.glsl"
#include "update.glsl"
#include "state.glsl"
#include "layer_math.glsl"
#include "reduction.glsl"

layout(local_size_x = LOCAL_SIZE) in;

struct Layer
{
    uint inputs, inputs4, outputs, outputs4;
    uint weights, bias;  // vec4s: place in θ, which is also the place in shared memory
    uint values, sums;   // vec4s: place of the layer's input a, and of its z, in shared memory
};

// LAYER_COUNT, layers, PARAMETERS4, CHUNK_ROWS; vec4s in shared memory: SHARED4, and the places STATE_PLACE, TARGETS_PLACE.
#include "network"

layout(std430, binding = SLOT_PARAMETERS) buffer Parameters { vec4 parameters[]; };
layout(std430, binding = SLOT_GRADIENT) buffer Gradient { vec4 gradient[]; };
layout(std430, binding = SLOT_INPUTS) readonly buffer Inputs { vec4 inputs[]; };
layout(std430, binding = SLOT_TARGETS) readonly buffer Targets { vec4 targets[]; };
layout(std430, binding = SLOT_RESULTS) writeonly buffer Results { vec4 results[]; };
layout(std430, binding = SLOT_TERMS) readonly buffer Terms { uvec4 terms[]; };

uniform uint step_first, step_count;

shared vec4 memory[SHARED4];

uint output_base, target_base;

#include "sample_loss.glsl"

float output_at(uint place)
{
    return memory[output_base + place / 4u][place % 4u];
}

float target_at(uint place)
{
    return memory[target_base + place / 4u][place % 4u];
}

void set_derivative(uint place, float value)
{
    memory[output_base + place / 4u][place % 4u] = value;
}

// Four rows of W, the last one again where there are fewer.
mat4 weight_rows(Layer layer, uint unit, uint column4)
{
    uint at = layer.weights + column4, last = layer.outputs - 1u;
    return mat4(
        memory[at + min(unit, last) * layer.inputs4], memory[at + min(unit + 1u, last) * layer.inputs4],
        memory[at + min(unit + 2u, last) * layer.inputs4], memory[at + min(unit + 3u, last) * layer.inputs4]);
}

void forward(Layer layer, uint rows, bool is_hidden, uint next_values)
{
    uint blocks = (rows + BLOCK_ROWS - 1u) / BLOCK_ROWS * layer.outputs4;
    for (uint block = gl_LocalInvocationIndex; block < blocks; block += LOCAL_SIZE)
    {
        uint row = block / layer.outputs4 * BLOCK_ROWS, unit4 = block % layer.outputs4;
        vec4 z[BLOCK_ROWS];
        for (uint r = 0u; r < BLOCK_ROWS; r++)
            z[r] = memory[layer.bias + unit4];
        for (uint i4 = 0u; i4 < layer.inputs4; i4++)
        {
            mat4 w = weight_rows(layer, 4u * unit4, i4);
            for (uint r = 0u; r < BLOCK_ROWS; r++)
                z[r] += memory[layer.values + (row + r) * layer.inputs4 + i4] * w;
        }
        for (uint r = 0u; r < BLOCK_ROWS; r++)
        {
            uint at = (row + r) * layer.outputs4 + unit4;
            memory[layer.sums + at] = z[r];
            if (is_hidden)
                memory[next_values + at] = keep_units(activate4(z[r]), 4u * unit4, layer.outputs);
        }
    }
}

void backward(Layer layer, uint rows, uint sums_before)
{
    uint blocks = (rows + BLOCK_ROWS - 1u) / BLOCK_ROWS * layer.inputs4;
    for (uint block = gl_LocalInvocationIndex; block < blocks; block += LOCAL_SIZE)
    {
        uint row = block / layer.inputs4 * BLOCK_ROWS, i4 = block % layer.inputs4;
        vec4 delta[BLOCK_ROWS];
        for (uint r = 0u; r < BLOCK_ROWS; r++)
            delta[r] = vec4(0.0);
        for (uint unit4 = 0u; unit4 < layer.outputs4; unit4++)
        {
            mat4 w = weight_rows(layer, 4u * unit4, i4);
            for (uint r = 0u; r < BLOCK_ROWS; r++)
                delta[r] += w * memory[layer.sums + (row + r) * layer.outputs4 + unit4];
        }
        for (uint r = 0u; r < BLOCK_ROWS; r++)
        {
            uint at = (row + r) * layer.inputs4 + i4;
            vec4 slope = slope4(memory[sums_before + at], memory[layer.values + at]);
            memory[sums_before + at] = keep_units(delta[r] * slope, 4u * i4, layer.inputs);
        }
    }
}

// ∂loss/∂θ[index] over some rows. Every gradient is a sum over rows of a number times a vec4: of δ times x for weights,
// of 1 times δ for biases. terms[index] tells where the two begin (in floats and vec4s) and how far apart rows are.
vec4 gradient_sum(uint index, uint row, uint row_end)
{
    uvec4 term = terms[index];
    vec4 sum = vec4(0.0);
    uint factor = term.x + row * term.y, vector = term.z + row * term.w;
    for (; row < row_end; row++)
    {
        sum += memory[factor / 4u][factor % 4u] * memory[vector];
        factor += term.y;
        vector += term.w;
    }
    return sum;
}

// The invocation that sums up a gradient also updates its parameters: no one else touches them.
void finish_gradient(uint index, vec4 value, bool is_first, bool is_last, inout vec4 sums)
{
    if (!is_first)
        value += gradient[index];
    if (!is_last)
    {
        gradient[index] = value;
        return;
    }
    vec4 s0, s1;
#ifdef STATE_IS_SHARED
    s0 = s1 = vec4(0.0);
#if STATE_SLOTS > 0
    s0 = memory[STATE_PLACE + index];
#endif
#if STATE_SLOTS > 1
    s1 = memory[STATE_PLACE + PARAMETERS4 + index];
#endif
    memory[index] = updated(memory[index], value, s0, s1, sums);
#if STATE_SLOTS > 0
    memory[STATE_PLACE + index] = s0;
#endif
#if STATE_SLOTS > 1
    memory[STATE_PLACE + PARAMETERS4 + index] = s1;
#endif
#else
    load_state(index, s0, s1);
    memory[index] = updated(memory[index], value, s0, s1, sums);
    store_state(index, s0, s1);
#endif
}

#if PARTS > 1
// Fewer parameters than invocations: several share one gradient's rows, and the first of them adds up their parts.
#define TERMS_AT_ONCE (LOCAL_SIZE / PARTS)
shared vec4 parts[LOCAL_SIZE];

void descend(uint rows, bool is_first, bool is_last, inout vec4 sums)
{
    uint index = gl_LocalInvocationIndex % TERMS_AT_ONCE, part = gl_LocalInvocationIndex / TERMS_AT_ONCE;
    uint part_rows = (rows + PARTS - 1u) / PARTS, row = part * part_rows;
    vec4 value = vec4(0.0);
    if (index < PARAMETERS4)
        value = gradient_sum(index, row, min(rows, row + part_rows));
    parts[gl_LocalInvocationIndex] = value;
    barrier();
    if (part > 0u || index >= PARAMETERS4)
        return;
    for (uint other = 1u; other < PARTS; other++)
        value += parts[other * TERMS_AT_ONCE + index];
    finish_gradient(index, value, is_first, is_last, sums);
}
#else
void descend(uint rows, bool is_first, bool is_last, inout vec4 sums)
{
    for (uint index = gl_LocalInvocationIndex; index < PARAMETERS4; index += LOCAL_SIZE)
        finish_gradient(index, gradient_sum(index, 0u, rows), is_first, is_last, sums);
}
#endif

void load_batch(uint first, uint row_first, uint rows)
{
    const uint inputs4 = layers[0].inputs4, outputs4 = layers[LAYER_COUNT - 1u].outputs4, width4 = inputs4 + outputs4;
    for (uint i = gl_LocalInvocationIndex; i < rows * width4; i += LOCAL_SIZE)
    {
        uint row = i / width4, column4 = i % width4, sample_number = sample_of(first, row_first + row);
        if (column4 < inputs4)
            memory[layers[0].values + row * inputs4 + column4] = inputs[sample_number * inputs4 + column4];
        else
            memory[TARGETS_PLACE + row * outputs4 + column4 - inputs4] =
                targets[sample_number * outputs4 + column4 - inputs4];
    }
}

void differentiate_loss(uint rows, float weight, inout vec4 sums)
{
    const Layer layer = layers[LAYER_COUNT - 1u];
    for (uint row = gl_LocalInvocationIndex; row < rows; row += LOCAL_SIZE)
    {
        output_base = layer.sums + row * layer.outputs4;
        target_base = TARGETS_PLACE + row * layer.outputs4;
        sums.xy += sample_loss(layer.outputs, weight);
        uint last = output_base + layer.outputs4 - 1u;
        memory[last] = keep_units(memory[last], 4u * (layer.outputs4 - 1u), layer.outputs);
    }
}

void train_step(uint step_number)
{
    load_step(step_number);
    uint first = steps[step_number].first, batch_rows = steps[step_number].rows;
    vec4 sums = vec4(0.0);
    for (uint row_first = 0u; row_first < batch_rows; row_first += CHUNK_ROWS)
    {
        uint rows = min(CHUNK_ROWS, batch_rows - row_first);
        load_batch(first, row_first, rows);
        barrier();
        for (uint l = 0u; l < LAYER_COUNT; l++)
        {
            bool is_hidden = l < LAYER_COUNT - 1u;
            forward(layers[l], rows, is_hidden, is_hidden ? layers[l + 1u].values : 0u);
            barrier();
        }
        differentiate_loss(rows, 1.0 / float(batch_rows), sums);
        barrier();
        for (uint l = LAYER_COUNT - 1u; l > 0u; l--)
        {
            backward(layers[l], rows, layers[l - 1u].sums);
            barrier();
        }
        descend(rows, row_first == 0u, row_first + rows == batch_rows, sums);
        barrier();
    }
    sums = group_sum(sums);
    if (gl_LocalInvocationIndex == 0u)
        results[step_number] = sums;
}

void main()
{
    for (uint i = gl_LocalInvocationIndex; i < PARAMETERS4; i += LOCAL_SIZE)
    {
        memory[i] = parameters[i];
#ifdef STATE_IS_SHARED
        vec4 s0, s1;
        load_state(i, s0, s1);
        memory[STATE_PLACE + i] = s0;
        memory[STATE_PLACE + PARAMETERS4 + i] = s1;
#endif
    }
    if (gl_LocalInvocationIndex == 0u)
        memory[ONE_PLACE] = vec4(1.0);

    for (uint step_number = step_first; step_number < step_first + step_count; step_number++)
        train_step(step_number);

    for (uint i = gl_LocalInvocationIndex; i < PARAMETERS4; i += LOCAL_SIZE)
    {
        parameters[i] = memory[i];
#ifdef STATE_IS_SHARED
        store_state(i, memory[STATE_PLACE + i], memory[STATE_PLACE + PARAMETERS4 + i]);
#endif
    }
}
