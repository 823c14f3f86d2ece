// The sum of a value over a work group of LOCAL_SIZE (a power of two), always in the same order.
shared vec4 reduction[LOCAL_SIZE];

vec4 group_sum(vec4 value)
{
    uint self = gl_LocalInvocationIndex;
    reduction[self] = value;
    barrier();
    for (uint half_size = LOCAL_SIZE / 2u; half_size > 0u; half_size /= 2u)
    {
        if (self < half_size)
            reduction[self] += reduction[self + half_size];
        barrier();
    }
    return reduction[0];
}
