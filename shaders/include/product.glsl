// C = A·B for C [row_count, 4·column4_count]. The including shader supplies the operands in blocks of 4×4,
//     mat4 left_block(uint row4, uint depth4)       column k holds A[4·row4 … + 3, 4·depth4 + k]
//     mat4 right_block(uint depth4, uint column4)   column k holds B[4·depth4 + k, 4·column4 … + 3]
// (any finite block outside the matrices' rows and columns, 0 beyond the depth), and takes each row of four results:
//     void store_row(uint row, uint column4, vec4 value)
uniform uint row_count, column4_count, depth4_count;

mat4 left_block(uint row4, uint depth4);
mat4 right_block(uint depth4, uint column4);
void store_row(uint row, uint column4, vec4 value);

#ifdef TILED
// Real GPUs: a work group keeps a tile of A and one of B in shared memory; each invocation fetches one 4×4 block of
// either for the next tile while it multiplies the present ones, BLOCK_ROWS × BLOCK_COLUMNS results in registers.
#define INVOCATIONS (GROUP_ROWS * GROUP_COLUMNS)
#define LEFT4 (GROUP_ROWS * BLOCK_ROWS / 4)
#define RIGHT4 (GROUP_COLUMNS * BLOCK_COLUMNS / 4)
#define DEPTH4 (INVOCATIONS / (LEFT4 + RIGHT4))

layout(local_size_x = GROUP_COLUMNS, local_size_y = GROUP_ROWS) in;

// [depth][row4] and [depth][column4]; the odd pitch spreads the writes over the banks.
shared vec4 left_tile[4 * DEPTH4 * (LEFT4 + 1)];
shared vec4 right_tile[4 * DEPTH4 * (RIGHT4 + 1)];

void main()
{
    uint self = gl_LocalInvocationIndex;
    uint first_row4 = gl_WorkGroupID.y * LEFT4, first_column4 = gl_WorkGroupID.x * RIGHT4;
    bool fetches_left = self < LEFT4 * DEPTH4;
    uint fetch = fetches_left ? self : self - LEFT4 * DEPTH4;
    uint fetch_depth4 = fetch % DEPTH4, fetch_place = fetch / DEPTH4;

    vec4 sums[BLOCK_ROWS * BLOCK_COLUMNS / 4];
    for (int i = 0; i < BLOCK_ROWS * BLOCK_COLUMNS / 4; i++)
        sums[i] = vec4(0.0);

    for (uint depth4 = 0u; depth4 < depth4_count; depth4 += DEPTH4)
    {
        mat4 block = mat4(0.0);
        if (depth4 + fetch_depth4 < depth4_count)
            block = fetches_left
                ? left_block(first_row4 + fetch_place, depth4 + fetch_depth4)
                : right_block(depth4 + fetch_depth4, first_column4 + fetch_place);
        barrier(); // the last tile has been read
        for (uint k = 0u; k < 4u; k++)
        {
            if (fetches_left)
                left_tile[(4u * fetch_depth4 + k) * (LEFT4 + 1) + fetch_place] = block[k];
            else
                right_tile[(4u * fetch_depth4 + k) * (RIGHT4 + 1) + fetch_place] = block[k];
        }
        barrier(); // the new one is complete
        for (uint k = 0u; k < 4u * DEPTH4; k++)
        {
            vec4 right[BLOCK_COLUMNS / 4];
            for (int j = 0; j < BLOCK_COLUMNS / 4; j++)
                right[j] = right_tile[k * (RIGHT4 + 1) + gl_LocalInvocationID.x + j * GROUP_COLUMNS];
            for (int i = 0; i < BLOCK_ROWS / 4; i++)
            {
                vec4 left = left_tile[k * (LEFT4 + 1) + gl_LocalInvocationID.y + i * GROUP_ROWS];
                for (int row = 0; row < 4; row++)
                    for (int j = 0; j < BLOCK_COLUMNS / 4; j++)
                        sums[(4 * i + row) * (BLOCK_COLUMNS / 4) + j] += left[row] * right[j];
            }
        }
    }

    for (int i = 0; i < BLOCK_ROWS; i++)
        for (int j = 0; j < BLOCK_COLUMNS / 4; j++)
        {
            uint row = 4u * (first_row4 + gl_LocalInvocationID.y + (i / 4) * GROUP_ROWS) + i % 4;
            uint column4 = first_column4 + gl_LocalInvocationID.x + j * GROUP_COLUMNS;
            if (row < row_count && column4 < column4_count)
                store_row(row, column4, sums[i * (BLOCK_COLUMNS / 4) + j]);
        }
}
#else
// Software renderers: shared memory is memory like any other, so each invocation reads its blocks directly.
#define ROWS4 (BLOCK_ROWS / 4)
#define COLUMNS4 (BLOCK_COLUMNS / 4)

layout(local_size_x = GROUP_COLUMNS, local_size_y = GROUP_ROWS) in;

void main()
{
    uint first_row4 = gl_GlobalInvocationID.y * ROWS4, first_column4 = gl_GlobalInvocationID.x * COLUMNS4;
    if (4u * first_row4 >= row_count || first_column4 >= column4_count)
        return;
    mat4 sums[ROWS4 * COLUMNS4]; // column r of each holds row r of 4×4 results
    for (int i = 0; i < ROWS4 * COLUMNS4; i++)
        sums[i] = mat4(0.0);
    for (uint depth4 = 0u; depth4 < depth4_count; depth4++)
    {
        mat4 right[COLUMNS4];
        for (int j = 0; j < COLUMNS4; j++)
            right[j] = right_block(depth4, first_column4 + j);
        for (int i = 0; i < ROWS4; i++)
        {
            mat4 left = transpose(left_block(first_row4 + i, depth4));
            for (int j = 0; j < COLUMNS4; j++)
                sums[i * COLUMNS4 + j] += right[j] * left;
        }
    }
    // A loop over an array keeps the compiler from repeating store_row for each of the rows.
    vec4 results[BLOCK_ROWS * COLUMNS4];
    for (int i = 0; i < ROWS4; i++)
        for (int j = 0; j < COLUMNS4; j++)
            for (int r = 0; r < 4; r++)
                results[(4 * i + r) * COLUMNS4 + j] = sums[i * COLUMNS4 + j][r];
    uint count = min(BLOCK_ROWS, row_count - 4u * first_row4) * COLUMNS4;
    for (uint k = 0u; k < count; k++)
        if (first_column4 + k % COLUMNS4 < column4_count)
            store_row(4u * first_row4 + k / COLUMNS4, first_column4 + k % COLUMNS4, results[k]);
}
#endif
