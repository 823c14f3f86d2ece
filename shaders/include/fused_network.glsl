// A small network in the shared memory of one work group: its weights, and a chunk of rows with every layer's values.
// The network's sizes and offsets are constants, so that loops unroll and divisions become multiplications. The
// including shader supplies `uint sample_of(uint first, uint row)`, the sample index of a row.
#include "layer_math.glsl"

struct Layer
{
    uint inputs, inputs4, outputs, outputs4;
    uint weights, bias;  // vec4s: offsets in θ, which are also those in shared memory
    uint values, sums;   // vec4s: offsets of the layer's input a, and of its z, in shared memory
    uint activation;     // its index
    bool has_skip;
};

void forward(Layer layer, uint rows, bool is_hidden, uint next_values);
void backward(Layer layer, Layer before, uint rows);

// LAYER_COUNT, layers, PARAMETERS4, BLOCKS, CHUNK_ROWS; vec4s in shared memory: SHARED4, and the places STATE_OFFSET,
// ONE_OFFSET, TARGETS_OFFSET, ERRORS_OFFSET, PARTS_OFFSET; activate_as(kind, z) and slope_as(kind, z, a);
// forward_all(rows), inputs to outputs, and with DIFFERENTIATE backward_all(rows), from δ of the last layer to that of the
// first: a call and a barrier for each layer, so that its sizes are constants in each.
#include "network"

layout(std430, binding = SLOT_INPUTS) readonly buffer Inputs { vec4 inputs[]; };
layout(std430, binding = SLOT_TARGETS) readonly buffer Targets { vec4 targets[]; };

shared vec4 memory[SHARED4];

uint output_base, target_base;

#include "sample_loss.glsl"

float output_at(uint output_index)
{
    return memory[output_base + output_index / 4u][output_index % 4u];
}

float target_at(uint output_index)
{
    return memory[target_base + output_index / 4u][output_index % 4u];
}

void set_derivative(uint output_index, float value)
{
    memory[output_base + output_index / 4u][output_index % 4u] = value;
}

// Four rows of W, with the last one repeated if there are fewer.
mat4 weight_rows(Layer layer, uint unit, uint column4)
{
    uint at = layer.weights + column4, last = layer.outputs - 1u;
    return mat4(
        memory[at + min(unit, last) * layer.inputs4], memory[at + min(unit + 1u, last) * layer.inputs4],
        memory[at + min(unit + 2u, last) * layer.inputs4], memory[at + min(unit + 3u, last) * layer.inputs4]);
}

void forward(Layer layer, uint rows, bool is_hidden, uint next_values)
{
    for (uint at = gl_LocalInvocationIndex; at < rows * layer.outputs4; at += LOCAL_SIZE)
    {
        uint row = at / layer.outputs4, unit4 = at % layer.outputs4;
        vec4 z = memory[layer.bias + unit4];
        for (uint k = 0u; k < layer.inputs4; k++)
        {
            // Neighbouring invocations start at different columns of W, which are in different banks; its rows share
            // them.
            uint i4 = (k + unit4) % layer.inputs4;
            z += memory[layer.values + row * layer.inputs4 + i4] * weight_rows(layer, 4u * unit4, i4);
        }
        memory[layer.sums + at] = z;
        if (is_hidden)
        {
            vec4 a = keep_units(activate_as(layer.activation, z), 4u * unit4, layer.outputs);
            memory[next_values + at] = layer.has_skip ? memory[layer.values + at] + a : a;
        }
    }
}

uint sample_of(uint first, uint row);

// Loads the inputs and targets of some rows.
void load_batch(uint first, uint row_first, uint rows)
{
    const uint inputs4 = layers[0].inputs4, outputs4 = layers[LAYER_COUNT - 1u].outputs4, width4 = inputs4 + outputs4;
    for (uint i = gl_LocalInvocationIndex; i < rows * width4; i += LOCAL_SIZE)
    {
        uint row = i / width4, column4 = i % width4, sample_number = sample_of(first, row_first + row);
        if (column4 < inputs4)
            memory[layers[0].values + row * inputs4 + column4] = inputs[sample_number * inputs4 + column4];
        else
            memory[TARGETS_OFFSET + row * outputs4 + column4 - inputs4] =
                targets[sample_number * outputs4 + column4 - inputs4];
    }
}

// Sums the losses of the rows in sums.xy; with DIFFERENTIATE, the last z is replaced by ∂loss/∂z.
void chunk_loss(uint rows, float weight, inout vec4 sums)
{
    const Layer layer = layers[LAYER_COUNT - 1u];
    for (uint row = gl_LocalInvocationIndex; row < rows; row += LOCAL_SIZE)
    {
        output_base = layer.sums + row * layer.outputs4;
        target_base = TARGETS_OFFSET + row * layer.outputs4;
        sums.xy += sample_loss(layer.outputs, weight);
#ifdef DIFFERENTIATE
        uint last = output_base + layer.outputs4 - 1u;
        memory[last] = keep_units(memory[last], 4u * (layer.outputs4 - 1u), layer.outputs);
#endif
    }
}
