# SPDX-License-Identifier: MIT
# palette.gp - what all figures share: size, fonts, and colours that the colour-blind can tell apart
# (Okabe and Ito, "Color Universal Design", 2008). Every colour comes with its own mark.
set encoding utf8
set linetype 1 lc rgb "#0072B2" pt 7 lw 2   # coroutines: blue, disc
set linetype 2 lc rgb "#D55E00" pt 5 lw 2   # threads: vermilion, square
set linetype 3 lc rgb "#009E73" pt 9 lw 2   # raw: green, triangle
set linetype 4 lc rgb "#CC79A7" pt 13 lw 2  # boost: purple, diamond
set linetype 5 lc rgb "#E69F00" pt 11 lw 2  # libuv: orange, triangle down
set linetype 6 lc rgb "#56B4E9" pt 15 lw 2  # others: sky blue, pentagon
set linetype 7 lc rgb "#000000" pt 6 lw 2
set linetype 8 lc rgb "#777777" pt 4 lw 2
set linetype cycle 8
set style line 100 lc rgb "#DDDDDD" lw 1
set grid back linestyle 100
set border 3 lc rgb "#555555"
set tics nomirror
# Numbers with thousands separated.
commas(v) = v < 1000 ? sprintf("%.10g", v) : v < 1e6 ? sprintf("%d,%03d", int(v)/1000, int(v)%1000) : sprintf("%d,%03d,000", int(v/1e6), int(v/1e3)%1000)
span = 1e9 # of a logarithmic axis, how many times its least value its greatest is: see tics.gp
