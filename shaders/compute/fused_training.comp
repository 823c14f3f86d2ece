#version 430
// Whole training steps of a small network in one work group: weights, a batch's activations and deltas stay in shared
// memory from step to step. A batch too large for it is taken in chunks, the gradient being summed up in between.
#include "bindings.glsl"
#include "step.glsl"
#include "update.glsl"
#include "layer_math.glsl"
#include "reduction.glsl"

layout(local_size_x = LOCAL_SIZE) in;

struct Layer
{
    uint inputs, inputs4, outputs, outputs4;
    uint weights, bias;  // vec4s: place in θ, which is also the place in shared memory
    uint values, sums;   // vec4s: place of the layer's input a, and of its z, in shared memory
};

layout(std430, binding = SLOT_PARAMETERS) buffer Parameters { vec4 parameters[]; };
layout(std430, binding = SLOT_GRADIENT) buffer Gradient { vec4 gradient[]; };
layout(std430, binding = SLOT_INPUTS) readonly buffer Inputs { vec4 inputs[]; };
layout(std430, binding = SLOT_TARGETS) readonly buffer Targets { float targets[]; };
layout(std430, binding = SLOT_RESULTS) writeonly buffer Results { vec4 results[]; };
layout(std430, binding = SLOT_LAYERS) readonly buffer Layers { Layer layers[]; };

uniform uint layer_count, parameter_count4, chunk_rows;
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
    return targets[target_base + place];
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

// The invocation that sums up a gradient also updates its parameters: no one else touches them.
void finish_gradient(uint index, vec4 value, bool is_first, bool is_last, inout vec4 sums)
{
    if (!is_first)
        value += gradient[index];
    if (is_last)
        memory[index] = updated(memory[index], value, index, sums);
    else
        gradient[index] = value;
}

void descend(Layer layer, uint rows, bool is_first, bool is_last, inout vec4 sums)
{
    uint blocks = (layer.outputs + BLOCK_ROWS - 1u) / BLOCK_ROWS * layer.inputs4;
    for (uint block = gl_LocalInvocationIndex; block < blocks; block += LOCAL_SIZE)
    {
        uint unit = block / layer.inputs4 * BLOCK_ROWS, i4 = block % layer.inputs4;
        vec4 dw[BLOCK_ROWS];
        for (uint r = 0u; r < BLOCK_ROWS; r++)
            dw[r] = vec4(0.0);
        for (uint row = 0u; row < rows; row++)
        {
            vec4 delta = memory[layer.sums + row * layer.outputs4 + unit / 4u];
            vec4 value = memory[layer.values + row * layer.inputs4 + i4];
#if BLOCK_ROWS == 1
            dw[0] += delta[unit % 4u] * value;
#else
            for (uint r = 0u; r < BLOCK_ROWS; r++)
                dw[r] += delta[r] * value;
#endif
        }
        for (uint r = 0u; r < BLOCK_ROWS; r++)
            if (unit + r < layer.outputs)
                finish_gradient(layer.weights + (unit + r) * layer.inputs4 + i4, dw[r], is_first, is_last, sums);
    }
    for (uint unit4 = gl_LocalInvocationIndex; unit4 < layer.outputs4; unit4 += LOCAL_SIZE)
    {
        vec4 db = vec4(0.0);
        for (uint row = 0u; row < rows; row++)
            db += memory[layer.sums + row * layer.outputs4 + unit4];
        finish_gradient(layer.bias + unit4, db, is_first, is_last, sums);
    }
}

void load_batch(Layer layer, uint first, uint row_first, uint rows)
{
    for (uint i = gl_LocalInvocationIndex; i < rows * layer.inputs4; i += LOCAL_SIZE)
    {
        uint sample_number = sample_of(first, row_first + i / layer.inputs4);
        memory[layer.values + i] = inputs[sample_number * layer.inputs4 + i % layer.inputs4];
    }
}

void differentiate_loss(Layer layer, uint first, uint row_first, uint rows, float weight, inout vec4 sums)
{
    for (uint row = gl_LocalInvocationIndex; row < rows; row += LOCAL_SIZE)
    {
        output_base = layer.sums + row * layer.outputs4;
        target_base = sample_of(first, row_first + row) * 4u * layer.outputs4;
        sums.xy += sample_loss(layer.outputs, weight);
        uint last = output_base + layer.outputs4 - 1u;
        memory[last] = keep_units(memory[last], 4u * (layer.outputs4 - 1u), layer.outputs);
    }
}

void main()
{
    for (uint i = gl_LocalInvocationIndex; i < parameter_count4; i += LOCAL_SIZE)
        memory[i] = parameters[i];

    uint last_layer = layer_count - 1u;
    for (uint step_number = step_first; step_number < step_first + step_count; step_number++)
    {
        load_step(step_number);
        uint first = steps[step_number].first, batch_rows = steps[step_number].rows;
        vec4 sums = vec4(0.0);
        for (uint row_first = 0u; row_first < batch_rows; row_first += chunk_rows)
        {
            uint rows = min(chunk_rows, batch_rows - row_first);
            bool is_first = row_first == 0u, is_last = row_first + rows == batch_rows;
            load_batch(layers[0], first, row_first, rows);
            barrier();
            for (uint l = 0u; l < layer_count; l++)
            {
                forward(layers[l], rows, l < last_layer, l < last_layer ? layers[l + 1u].values : 0u);
                barrier();
            }
            differentiate_loss(layers[last_layer], first, row_first, rows, 1.0 / float(batch_rows), sums);
            barrier();
            for (uint l = last_layer; l > 0u; l--)
            {
                backward(layers[l], rows, layers[l - 1u].sums);
                barrier();
            }
            for (uint l = 0u; l < layer_count; l++)
                descend(layers[l], rows, is_first, is_last, sums);
            barrier();
        }
        sums = group_sum(sums);
        if (gl_LocalInvocationIndex == 0u)
            results[step_number] = sums;
        barrier();
    }

    for (uint i = gl_LocalInvocationIndex; i < parameter_count4; i += LOCAL_SIZE)
        parameters[i] = memory[i];
}
