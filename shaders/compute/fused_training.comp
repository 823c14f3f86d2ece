#version 430
// Whole training steps of a small network in one work group: weights, optimizer state, a batch's activations and deltas
// stay in shared memory from step to step. A batch too large for it is taken in chunks, the gradient being summed up in
// between.
#pragma optionNV(unroll all)
#include "bindings.glsl"
#include "step.glsl"
#include "update.glsl"
#include "state.glsl"
#include "reduction.glsl"

layout(local_size_x = LOCAL_SIZE) in;

#include "fused_network.glsl"

layout(std430, binding = SLOT_PARAMETERS) buffer Parameters { vec4 parameters[]; };
layout(std430, binding = SLOT_GRADIENT) buffer Gradient { vec4 gradient[]; };
layout(std430, binding = SLOT_RESULTS) writeonly buffer Results { vec4 results[]; };
layout(std430, binding = SLOT_TERMS) readonly buffer Terms { uvec4 terms[]; };

uniform uint step_first, step_count;

void backward(Layer layer, uint rows, uint sums_before)
{
    for (uint at = gl_LocalInvocationIndex; at < rows * layer.inputs4; at += LOCAL_SIZE)
    {
        uint row = at / layer.inputs4, i4 = at % layer.inputs4;
        vec4 delta = vec4(0.0);
        for (uint unit4 = 0u; unit4 < layer.outputs4; unit4++)
            delta += weight_rows(layer, 4u * unit4, i4) * memory[layer.sums + row * layer.outputs4 + unit4];
        vec4 slope = slope4(memory[sums_before + at], memory[layer.values + at]);
        memory[sums_before + at] = keep_units(delta * slope, 4u * i4, layer.inputs);
    }
}

// ∂loss/∂θ[index] over some rows. Every gradient is a sum over rows of a number times a vec4: of δ times x for weights,
// of 1 times δ for biases. terms[index] tells where the two begin and how far apart rows are, in vec4s, and as its last
// which component of the first vec4 the number is.
vec4 gradient_sum(uint index, uint row, uint row_end)
{
    uvec4 term = terms[index];
    uint component = term.x & 3u, at_factor = (term.x >> 2u) + row * term.y, at_vector = term.z + row * term.w;
    vec4 sum = vec4(0.0);
    for (; row < row_end; row += 4u)
        for (uint k = 0u; k < 4u; k++) // four reads of memory on their way at once
        {
            vec4 factors = memory[at_factor];
            // An index that is no constant would send the vector through local memory.
            float factor = (component & 2u) == 0u
                ? ((component & 1u) == 0u ? factors.x : factors.y) : ((component & 1u) == 0u ? factors.z : factors.w);
            sum += (row + k < row_end ? factor : 0.0) * memory[at_vector];
            at_factor += row + k + 1u < row_end ? term.y : 0u;
            at_vector += row + k + 1u < row_end ? term.w : 0u;
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
#ifdef STATE_IS_SHARED
    memory[index] = updated(
        memory[index], value, memory[STATE_PLACE + index], memory[STATE_PLACE + PARAMETERS4 + index], sums);
#else
    vec4 s0, s1;
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
        forward_all(rows);
        chunk_loss(rows, 1.0 / float(batch_rows), sums);
        barrier();
        backward_all(rows);
        descend(rows, row_first == 0u, row_first + rows == batch_rows, sums);
        if (row_first + rows < batch_rows)
            barrier();
    }
    sums = group_sum(sums); // begins with a barrier
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
