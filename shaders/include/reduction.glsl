// The sum of a value over a work group of LOCAL_SIZE (a power of two), always in the same order, in two rounds: more
// rounds of fewer terms would wait for more barriers. Only invocation 0 gets it.
#define REDUCTION_COLUMNS min(LOCAL_SIZE, 16)

shared vec4 reduction[LOCAL_SIZE];

vec4 group_sum(vec4 value)
{
    uint self = gl_LocalInvocationIndex;
    reduction[self] = value;
    barrier();
    if (self < REDUCTION_COLUMNS)
    {
        for (uint i = self + REDUCTION_COLUMNS; i < LOCAL_SIZE; i += REDUCTION_COLUMNS)
            value += reduction[i];
        reduction[self] = value;
    }
    barrier();
    if (self == 0u)
        for (uint i = 1u; i < REDUCTION_COLUMNS; i++)
            value += reduction[i];
    return value;
}
