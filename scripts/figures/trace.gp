# SPDX-License-Identifier: MIT
# trace.gp - what each task of a trace did: a row a task, from left to right.
# gnuplot -c trace.gp DATA OUTPUT TITLE
# DATA: row, name, from, to (ms), what it did: 1 created and not started, 2 waits, 3 runs.
load ARG0[1:strlen(ARG0)-strlen("trace.gp")]."palette.gp"
set datafile separator "\t"
stats ARG1 using 1 nooutput name "R"
stats ARG1 using 4 nooutput name "T"
set terminal svg size 760,130+28*(R_max+1) font "sans-serif,14" background rgb "white" noenhanced
set output ARG2
set title ARG3 font ",16"
end = T_max > 0 ? T_max*1.01 : 1
set xrange [0:end]
set format x "%.10g"
set xlabel "ms since playing began"
set yrange [R_max+0.6:-0.6]
set ytics scale 0
set grid noytics
set key outside top center horizontal
did(s, v) = int(column(5)) == s ? v : NaN
half(s) = s == 1 ? 0.05 : s == 2 ? 0.12 : 0.4
look(s) = s == 1 ? 8 : s == 2 ? 6 : 1
name(s) = s == 1 ? "not started" : s == 2 ? "waits" : "runs"
plot for [s=1:3] ARG1 using (did(s, column(3))):1:3:4:($1-half(s)):($1+half(s)):ytic(2) with boxxyerror linetype look(s) fillstyle solid noborder title name(s)
