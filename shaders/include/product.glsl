// C = A·B for C [row_count, 4·column4_count]. The including shader supplies the operands in blocks of 4×4,
//     mat4 left_block(uint row4, uint depth4)       column k holds A[4·row4 … + 3, 4·depth4 + k]
//     mat4 right_block(uint depth4, uint column4)   column k holds B[4·depth4 + k, 4·column4 … + 3]
// (any finite block outside the matrices' rows and columns, 0 beyond the depth), and takes each row of four results:
//     void store_row(uint row, uint column4, vec4 value)
// With SECOND_PRODUCT, C = A·B + A₂·B₂, whose blocks are second_left_block and second_right_block. They are functions of
// their own because a software renderer evaluates both sides of every branch.
uniform uint row_count, column4_count, depth4_count;

mat4 left_block(uint row4, uint depth4);
mat4 right_block(uint depth4, uint column4);
void store_row(uint row, uint column4, vec4 value);

#ifdef SECOND_PRODUCT
uniform uint second4_count; // its depth
mat4 second_left_block(uint row4, uint depth4);
mat4 second_right_block(uint depth4, uint column4);
#define TOTAL4 (depth4_count + second4_count)
#else
#define TOTAL4 depth4_count
#endif

#ifdef TILED
// Real GPUs: a work group keeps a tile of A and one of B in shared memory and BLOCK_ROWS × BLOCK_COLUMNS results in
// each invocation's registers. While it multiplies one pair of tiles, the next is being loaded into registers, and then
// stored to the other half of shared memory. If C is too small to occupy the GPU, SLICES parts of the group each take
// every SLICES-th tile of the depth; their sums are added up at the end, always in the same order.
#pragma optionNV(unroll all)
#define SLICE (GROUP_ROWS * GROUP_COLUMNS)
#define LEFT4 (GROUP_ROWS * BLOCK_ROWS / 4)
#define RIGHT4 (GROUP_COLUMNS * BLOCK_COLUMNS / 4)
#define FETCHES ((LEFT4 + RIGHT4) * DEPTH4)                // 4×4 blocks of a pair of tiles
#define FETCH_ROUNDS ((FETCHES + SLICE - 1) / SLICE)              // fetched per invocation
#define SUMS (BLOCK_ROWS * BLOCK_COLUMNS / 4)
// [depth][row4] and [depth][column4]; the odd pitch spreads the writes over the banks.
#define RIGHT_TILE (4 * DEPTH4 * (LEFT4 + 1))
#define TILES (RIGHT_TILE + 4 * DEPTH4 * (RIGHT4 + 1))

layout(local_size_x = GROUP_COLUMNS, local_size_y = GROUP_ROWS, local_size_z = SLICES) in;

shared vec4 tiles[SLICES * 2 * TILES];

mat4 fetch_block(uint fetch, uint depth4, uint first_row4, uint first_column4)
{
    bool is_left = fetch < LEFT4 * DEPTH4;
    uint fetch_index = is_left ? fetch : fetch - LEFT4 * DEPTH4;
    depth4 += fetch_index % DEPTH4;
    if (fetch >= FETCHES || depth4 >= TOTAL4)
        return mat4(0.0);
    uint row4 = first_row4 + fetch_index / DEPTH4, column4 = first_column4 + fetch_index / DEPTH4;
#ifdef SECOND_PRODUCT
    if (depth4 >= depth4_count)
        return is_left
            ? second_left_block(row4, depth4 - depth4_count) : second_right_block(depth4 - depth4_count, column4);
#endif
    return is_left ? left_block(row4, depth4) : right_block(depth4, column4);
}

void keep_block(uint fetch, uint tile, mat4 block)
{
    bool is_left = fetch < LEFT4 * DEPTH4;
    uint fetch_index = is_left ? fetch : fetch - LEFT4 * DEPTH4;
    if (fetch >= FETCHES)
        return;
    uint pitch = is_left ? LEFT4 + 1 : RIGHT4 + 1;
    uint at = tile + (is_left ? 0u : RIGHT_TILE) + 4u * (fetch_index % DEPTH4) * pitch + fetch_index / DEPTH4;
    for (int k = 0; k < 4; k++)
        tiles[at + k * pitch] = block[k];
}

void multiply_tile(uint tile, inout vec4 sums[SUMS])
{
    for (int k = 0; k < 4 * DEPTH4; k++)
    {
        vec4 right[BLOCK_COLUMNS / 4];
        for (int j = 0; j < BLOCK_COLUMNS / 4; j++)
            right[j] = tiles[tile + RIGHT_TILE + k * (RIGHT4 + 1) + gl_LocalInvocationID.x + j * GROUP_COLUMNS];
        for (int i = 0; i < BLOCK_ROWS / 4; i++)
        {
            vec4 left = tiles[tile + k * (LEFT4 + 1) + gl_LocalInvocationID.y + i * GROUP_ROWS];
            for (int row = 0; row < 4; row++)
                for (int j = 0; j < BLOCK_COLUMNS / 4; j++)
                    sums[(4 * i + row) * (BLOCK_COLUMNS / 4) + j] += left[row] * right[j];
        }
    }
}

#if SLICES > 1
void add_slices(inout vec4 sums[SUMS])
{
    uint self = gl_LocalInvocationID.y * GROUP_COLUMNS + gl_LocalInvocationID.x;
    for (uint slice = 1u; slice < SLICES; slice++)
    {
        barrier();
        if (gl_LocalInvocationID.z == slice)
            for (int i = 0; i < SUMS; i++)
                tiles[i * SLICE + self] = sums[i];
        barrier();
        if (gl_LocalInvocationID.z == 0u)
            for (int i = 0; i < SUMS; i++)
                sums[i] += tiles[i * SLICE + self];
    }
}
#endif

void main()
{
    uint self = gl_LocalInvocationID.y * GROUP_COLUMNS + gl_LocalInvocationID.x, slice = gl_LocalInvocationID.z;
    uint first_row4 = gl_WorkGroupID.y * LEFT4, first_column4 = gl_WorkGroupID.x * RIGHT4;
    uint tile = slice * 2u * TILES, depth4 = slice * DEPTH4;

    vec4 sums[SUMS];
    for (int i = 0; i < SUMS; i++)
        sums[i] = vec4(0.0);
    mat4 blocks[FETCH_ROUNDS];
    for (int turn = 0; turn < FETCH_ROUNDS; turn++)
        blocks[turn] = fetch_block(self + turn * SLICE, depth4, first_row4, first_column4);

    uint count = (TOTAL4 + SLICES * DEPTH4 - 1u) / (SLICES * DEPTH4);
    for (uint number = 0u; number < count; number++)
    {
        for (int turn = 0; turn < FETCH_ROUNDS; turn++)
            keep_block(self + turn * SLICE, tile, blocks[turn]);
        barrier(); // This tile is complete, and the previous one has been read.
        depth4 += SLICES * DEPTH4;
        for (int turn = 0; turn < FETCH_ROUNDS; turn++)
            blocks[turn] = fetch_block(self + turn * SLICE, depth4, first_row4, first_column4);
        multiply_tile(tile, sums);
        tile = slice * 2u * TILES + (number % 2u == 0u ? TILES : 0u);
    }

#if SLICES > 1
    add_slices(sums);
    if (slice > 0u)
        return;
#endif
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
// Software renderers: shared memory is ordinary memory, so each invocation reads its blocks directly.
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
#ifdef SECOND_PRODUCT
    for (uint depth4 = 0u; depth4 < second4_count; depth4++)
    {
        mat4 right[COLUMNS4];
        for (int j = 0; j < COLUMNS4; j++)
            right[j] = second_right_block(depth4, first_column4 + j);
        for (int i = 0; i < ROWS4; i++)
        {
            mat4 left = transpose(second_left_block(first_row4 + i, depth4));
            for (int j = 0; j < COLUMNS4; j++)
                sums[i * COLUMNS4 + j] += right[j] * left;
        }
    }
#endif
    // A loop over an array keeps the compiler from duplicating store_row for each row.
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
