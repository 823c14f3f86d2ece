// The optimizer's state, with the layout of θ. STATE_SLOTS is the number that the optimizer needs: 0, 1 or 2.
layout(std430, binding = SLOT_STATE0) buffer State0 { vec4 state0[]; };
layout(std430, binding = SLOT_STATE1) buffer State1 { vec4 state1[]; };

void load_state(uint index, out vec4 s0, out vec4 s1)
{
    s0 = s1 = vec4(0.0);
#if STATE_SLOTS > 0
    s0 = state0[index];
#endif
#if STATE_SLOTS > 1
    s1 = state1[index];
#endif
}

void store_state(uint index, vec4 s0, vec4 s1)
{
#if STATE_SLOTS > 0
    state0[index] = s0;
#endif
#if STATE_SLOTS > 1
    state1[index] = s1;
#endif
}
