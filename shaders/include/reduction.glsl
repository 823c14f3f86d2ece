// The sum of a value over the first SUMMED invocations (a power of two; all LOCAL_SIZE unless defined) of a work group,
// always in the same order, in two rounds: more rounds of fewer terms would need more barriers. Returned to invocation
// 0 only.
#ifndef SUMMED
#define SUMMED LOCAL_SIZE
#endif
#define REDUCTION_COLUMNS min(SUMMED, 16)

shared vec4 reduction[LOCAL_SIZE];

vec4 group_sum(vec4 value)
{
    uint self = gl_LocalInvocationIndex;
    reduction[self] = value;
    barrier();
    if (self < REDUCTION_COLUMNS)
    {
        for (uint i = self + REDUCTION_COLUMNS; i < SUMMED; i += REDUCTION_COLUMNS)
            value += reduction[i];
        reduction[self] = value;
    }
    barrier();
    if (self == 0u)
        for (uint i = 1u; i < REDUCTION_COLUMNS; i++)
            value += reduction[i];
    return value;
}

// The same for every invocation.
vec4 group_total(vec4 value)
{
    value = group_sum(value);
    if (gl_LocalInvocationIndex == 0u)
        reduction[0] = value;
    barrier();
    value = reduction[0];
    barrier(); // the next sum takes its place
    return value;
}
