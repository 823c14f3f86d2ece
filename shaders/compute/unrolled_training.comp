#version 430
// Training steps of a tiny network in one small work group: each invocation processes every LOCAL_SIZE-th row in
// registers and sums its own gradient; then the invocations divide the parameters, add up the gradients and update.
#include "bindings.glsl"
#include "step.glsl"
#include "update.glsl"
#include "state.glsl"
#include "reduction.glsl"
#include "look_ahead.glsl"

layout(local_size_x = LOCAL_SIZE) in;

#include "unrolled_network.glsl"

layout(std430, binding = SLOT_PARAMETERS) buffer Parameters { vec4 parameters[]; };
layout(std430, binding = SLOT_RESULTS) writeonly buffer Results { vec4 results[]; };

shared vec4 theta[PARAMETERS4];
shared vec4 gradients[LOCAL_SIZE * PARAMETERS4];

uniform uint step_first, step_count;

vec4 weight_at(uint index)
{
    return theta[index];
}

void keep(uint index, vec4 gradient)
{
    gradients[gl_LocalInvocationIndex * PARAMETERS4 + index] = gradient;
}

// The sum over the lanes.
vec4 gradient_at(uint index)
{
    vec4 gradient = gradients[index];
    for (uint lane = 1u; lane < LOCAL_SIZE; lane++)
        gradient += gradients[lane * PARAMETERS4 + index];
    return gradient;
}

void descend(inout vec4 sums)
{
    for (uint index = gl_LocalInvocationIndex; index < PARAMETERS4; index += LOCAL_SIZE)
    {
#ifdef CLIPS
        vec4 gradient = gradients[index], s0, s1; // summed up already
#else
        vec4 gradient = gradient_at(index), s0, s1;
#endif
        load_state(index, s0, s1);
        theta[index] = updated(theta[index], gradient, s0, s1, sums);
        store_state(index, s0, s1);
    }
}

// The gradient of a batch at θ, a share in each lane; the batch's loss is added to sums.xy.
void differentiate(uint first, uint rows, inout vec4 sums)
{
    load_weights();
    clear_gradient();
    // All lanes run the same number of iterations; those past the last row contribute nothing.
    for (uint turn = 0u; turn * LOCAL_SIZE < rows; turn++)
    {
        uint row = turn * LOCAL_SIZE + gl_LocalInvocationIndex;
        load_row(sample_of(first, min(row, rows - 1u)));
        forward();
        vec2 loss = sample_loss(OUTPUTS, row < rows ? 1.0 / float(rows) : 0.0);
        sums.xy += row < rows ? loss : vec2(0.0);
        backward();
    }
    keep_gradient();
    barrier();
}

#if defined(CLIPS) || defined(LOOKS_AHEAD)
// Puts the sums over the lanes in the place of the first lane's, and returns their ‖gradient‖².
float sum_gradient()
{
    vec4 squares = vec4(0.0);
    for (uint index = gl_LocalInvocationIndex; index < PARAMETERS4; index += LOCAL_SIZE)
    {
        vec4 gradient = gradient_at(index);
        gradients[index] = gradient;
        squares.x += dot(gradient, gradient);
    }
    return group_total(squares).x;
}
#endif

#ifdef LOOKS_AHEAD
// To θ + ρ·g/‖g‖, where the second gradient is taken; θ waits in its buffer meanwhile. Returns ‖g‖².
float look_ahead()
{
    float squared_norm = sum_gradient(), distance = ahead_of(squared_norm);
    for (uint index = gl_LocalInvocationIndex; index < PARAMETERS4; index += LOCAL_SIZE)
    {
        parameters[index] = theta[index];
        theta[index] += distance * gradients[index];
    }
    barrier();
    return squared_norm;
}

void look_back()
{
    for (uint index = gl_LocalInvocationIndex; index < PARAMETERS4; index += LOCAL_SIZE)
        theta[index] = parameters[index];
}
#endif

void main()
{
    for (uint i = gl_LocalInvocationIndex; i < PARAMETERS4; i += LOCAL_SIZE)
        theta[i] = parameters[i];
    barrier();
    for (uint step_number = step_first; step_number < step_first + step_count; step_number++)
    {
        load_step(step_number);
        uint first = steps[step_number].first, rows = steps[step_number].rows;
        vec4 sums = vec4(0.0);
#ifdef LOOKS_AHEAD
        // In a loop, so that the network is written out once.
        float squared_norm = 0.0;
        vec4 first_sums;
        for (uint pass = 0u; pass < 2u; pass++)
        {
            differentiate(first, rows, sums);
            if (pass == 0u)
            {
                squared_norm = look_ahead();
                first_sums = sums;
            }
        }
        sums = first_sums;
        look_back();
#else
        differentiate(first, rows, sums);
#endif
#ifdef CLIPS
        set_clip(sum_gradient());
#endif
        descend(sums);
        sums = group_sum(sums); // its barriers also separate this update from the next step
#ifdef LOOKS_AHEAD
        sums.z = squared_norm;
#endif
        if (gl_LocalInvocationIndex == 0u)
            results[step_number] = sums;
    }
    for (uint i = gl_LocalInvocationIndex; i < PARAMETERS4; i += LOCAL_SIZE)
        parameters[i] = theta[i];
}
