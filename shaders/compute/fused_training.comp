#version 430
// Training steps of a small network in one work group: weights, optimizer state, and a batch's activations and deltas
// stay in shared memory from step to step. A batch too large for it is processed in chunks, with the gradient
// accumulated in between.
#pragma optionNV(unroll all)
#include "bindings.glsl"
#include "step.glsl"
#include "update.glsl"
#include "state.glsl"
#include "reduction.glsl"
#include "look_ahead.glsl"

layout(local_size_x = LOCAL_SIZE) in;

#include "fused_network.glsl"

layout(std430, binding = SLOT_PARAMETERS) buffer Parameters { vec4 parameters[]; };
layout(std430, binding = SLOT_GRADIENT) buffer Gradient { vec4 gradient[]; };
layout(std430, binding = SLOT_RESULTS) writeonly buffer Results { vec4 results[]; };
layout(std430, binding = SLOT_TERMS) readonly buffer Terms { uint terms[]; }; // blocks, then the index of each gradient among them

uniform uint step_first, step_count;

uvec4 own_block;

void backward(Layer layer, Layer before, uint rows)
{
    for (uint at = gl_LocalInvocationIndex; at < rows * layer.inputs4; at += LOCAL_SIZE)
    {
        uint row = at / layer.inputs4, i4 = at % layer.inputs4;
        vec4 delta = vec4(0.0);
        for (uint unit4 = 0u; unit4 < layer.outputs4; unit4++)
            delta += weight_rows(layer, 4u * unit4, i4) * memory[layer.sums + row * layer.outputs4 + unit4];
        vec4 z = memory[before.sums + at], a = memory[layer.values + at];
        if (layer.has_skip)
            delta += memory[ERRORS_OFFSET + at];
        if (before.has_skip)
        {
            memory[ERRORS_OFFSET + at] = delta;
            a = activate_as(before.activation, z); // the values contain that layer's input
        }
        memory[before.sums + at] = keep_units(delta * slope_as(before.activation, z, a), 4u * i4, layer.inputs);
    }
}

// The gradient of a block of 4 units and 4 inputs over some rows, one unit per column: a sum of δ·xᵀ. A bias is a block
// with its four δ in place of x and 1 in place of δ, of which only the first column is used. A block is described by
// the offsets of its two vectors in the first row, each with its row stride.
mat4 block_sum(uvec4 block, uint row, uint row_end)
{
    uint at_delta = block.x + row * block.y, at_value = block.z + row * block.w;
    mat4 sum = mat4(0.0);
    for (; row + 4u <= row_end; row += 4u)
        for (uint k = 0u; k < 4u; k++) // loads four rows at once
        {
            sum += outerProduct(memory[at_value], memory[at_delta]);
            at_delta += block.y;
            at_value += block.w;
        }
    for (; row < row_end; row++)
    {
        sum += outerProduct(memory[at_value], memory[at_delta]);
        at_delta += block.y;
        at_value += block.w;
    }
    return sum;
}

void update(uint index, vec4 value, inout vec4 sums)
{
#ifdef STATE_IS_SHARED
    memory[index] = updated(
        memory[index], value, memory[STATE_OFFSET + index], memory[STATE_OFFSET + PARAMETERS4 + index], sums);
#else
    vec4 s0, s1;
    load_state(index, s0, s1);
    memory[index] = updated(memory[index], value, s0, s1, sums);
    store_state(index, s0, s1);
#endif
}

// A parameter's new value, or, if the batch continues or the update needs the whole gradient, its gradient so far.
void finish_gradient(uint index, vec4 value, bool is_first, bool is_last, inout vec4 sums)
{
    if (!is_first)
        value += gradient[index];
#if !defined(CLIPS) && !defined(LOOKS_AHEAD)
    if (is_last)
    {
        update(index, value, sums);
        return;
    }
#endif
    gradient[index] = value;
}

// If there are enough invocations, several divide the rows of a block. Their sums overwrite the activations, which are
// no longer needed, and are added up by the invocations that update.
void descend(uint rows, bool is_first, bool is_last, inout vec4 sums)
{
    uint block = gl_LocalInvocationIndex % (LOCAL_SIZE / PARTS), part = gl_LocalInvocationIndex / (LOCAL_SIZE / PARTS);
    uint part_rows = (rows + PARTS - 1u) / PARTS, row = part * part_rows;
    mat4 sum = mat4(0.0);
    if (block < BLOCKS)
        sum = block_sum(own_block, row, min(rows, row + part_rows));
    barrier();
    if (block < BLOCKS)
        for (uint k = 0u; k < 4u; k++)
            memory[PARTS_OFFSET + 4u * (part * BLOCKS + block) + k] = sum[k];
    barrier();
    for (uint index = gl_LocalInvocationIndex; index < PARAMETERS4; index += LOCAL_SIZE)
    {
        uint at = PARTS_OFFSET + terms[4u * BLOCKS + index];
        vec4 value = memory[at];
        for (uint other = 1u; other < PARTS; other++)
            value += memory[at + 4u * other * BLOCKS];
        finish_gradient(index, value, is_first, is_last, sums);
    }
}

// Loss and gradient of a batch, in chunks; where nothing needs the whole gradient before, the update too.
void differentiate(uint first, uint batch_rows, inout vec4 sums)
{
    for (uint row_first = 0u; row_first < batch_rows; row_first += CHUNK_ROWS)
    {
        uint rows = min(CHUNK_ROWS, batch_rows - row_first);
        load_batch(first, row_first, rows);
        barrier();
        forward_all(rows);
        chunk_loss(rows, 1.0 / float(batch_rows), sums);
        barrier();
        backward_all(rows);
        descend(rows, row_first == 0u, row_first + rows == batch_rows, sums);
        if (row_first + rows < batch_rows)
            barrier();
    }
}

#if defined(CLIPS) || defined(LOOKS_AHEAD)
// Each invocation reads what it has written itself.
float squared_norm()
{
    vec4 sum = vec4(0.0);
    for (uint index = gl_LocalInvocationIndex; index < PARAMETERS4; index += LOCAL_SIZE)
        sum.x += dot(gradient[index], gradient[index]);
    // Sums are taken over the first invocations alone: those that have parameters.
    return group_total(sum).x;
}
#endif

#ifdef LOOKS_AHEAD
// To θ + ρ·g/‖g‖, where the second gradient is taken; θ waits in its buffer meanwhile. Returns ‖g‖².
float look_ahead()
{
    float norm = squared_norm(), distance = ahead_of(norm);
    for (uint index = gl_LocalInvocationIndex; index < PARAMETERS4; index += LOCAL_SIZE)
    {
        parameters[index] = memory[index];
        memory[index] += distance * gradient[index];
    }
    barrier();
    return norm;
}

void look_back()
{
    for (uint index = gl_LocalInvocationIndex; index < PARAMETERS4; index += LOCAL_SIZE)
        memory[index] = parameters[index];
}
#endif

void train_step(uint step_number)
{
    load_step(step_number);
    uint first = steps[step_number].first, batch_rows = steps[step_number].rows;
    vec4 sums = vec4(0.0);
#ifdef LOOKS_AHEAD
    // In a loop, so that the network is written out once.
    float norm = 0.0;
    vec4 first_sums;
    for (uint pass = 0u; pass < 2u; pass++)
    {
        differentiate(first, batch_rows, sums);
        if (pass == 0u)
        {
            norm = look_ahead();
            first_sums = sums;
        }
    }
    sums = first_sums;
    look_back();
#else
    differentiate(first, batch_rows, sums);
#endif
#ifdef CLIPS
    set_clip(squared_norm());
#endif
#if defined(CLIPS) || defined(LOOKS_AHEAD)
    for (uint index = gl_LocalInvocationIndex; index < PARAMETERS4; index += LOCAL_SIZE)
        update(index, gradient[index], sums);
#endif
    sums = group_sum(sums); // starts with a barrier
#ifdef LOOKS_AHEAD
    sums.z = norm;
#endif
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
        memory[STATE_OFFSET + i] = s0;
        memory[STATE_OFFSET + PARAMETERS4 + i] = s1;
#endif
    }
    if (gl_LocalInvocationIndex == 0u)
        memory[ONE_OFFSET] = vec4(1.0);
    uint block = gl_LocalInvocationIndex % (LOCAL_SIZE / PARTS);
    if (block < BLOCKS)
        own_block = uvec4(terms[4u * block], terms[4u * block + 1u], terms[4u * block + 2u], terms[4u * block + 3u]);

    for (uint step_number = step_first; step_number < step_first + step_count; step_number++)
        train_step(step_number);

    for (uint i = gl_LocalInvocationIndex; i < PARAMETERS4; i += LOCAL_SIZE)
    {
        parameters[i] = memory[i];
#ifdef STATE_IS_SHARED
        store_state(i, memory[STATE_OFFSET + i], memory[STATE_OFFSET + PARAMETERS4 + i]);
#endif
    }
}
