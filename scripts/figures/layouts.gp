# SPDX-License-Identifier: MIT
# layouts.gp - equal sources, linked in many orders: how far each program is from the mean of all, for
# each row and alignment of functions; and the means of the two sets of orders.
# gnuplot -c layouts.gp DATA OUTPUT TITLE
# DATA: row, alignment, set (1 or 2), order, change (per cent), error, place (0, 1 ...); under one line
# of headings.
load ARG0[1:strlen(ARG0)-strlen("layouts.gp")]."palette.gp"
set datafile separator "\t"
array names[64]
stats ARG1 using (names[int($7)+1] = strcol(1)."\n".(strcol(2) eq "pages" ? "at pages" : strcol(2)), 1) skip 1 nooutput
stats ARG1 using 7 skip 1 nooutput name "P"
stats ARG1 using (abs($5)) skip 1 nooutput name "C"
limit = C_max > 1.2 ? C_max*1.08 : 1.3
set terminal svg size 200+125*(P_max+1),560 font "sans-serif,14" background rgb "white" noenhanced
set output ARG2
set label 1 ARG3 at screen 0.5, screen 1 center offset 0,-1.2 font ",16"
set ylabel "an operation's cost, against the mean of all orders, %"
set xrange [-0.6:P_max+0.6]
set yrange [-limit:limit]
set xtics () scale 0
do for [i=0:int(P_max)] { set xtics add (names[i+1] i) }
set grid noxtics ytics
set bmargin 3.5
set tmargin 5.5
set key at screen 0.5, screen 0.93 center top horizontal Left reverse maxrows 1 samplen 1.2
set style fill solid 0.15 noborder
set object 1 rectangle from graph 0, first -1 to graph 1, first 1 behind fillcolor rgb "#777777" fillstyle solid 0.12 noborder
do for [i=0:int(P_max/2)-1] { set arrow from 2*i+1.5, graph 0 to 2*i+1.5, graph 1 nohead linecolor rgb "#DDDDDD" }
is(set_, wanted) = int(set_) == wanted ? 1 : NaN
spread(order) = (order-11.5)*0.3/24
plot ARG1 using ($7-0.2+spread($4)):($5*is($3,1)) skip 1 with points linetype 1 pointsize 0.6 title "set 1, a mark an order", \
     ARG1 using ($7+0.2+spread($4)):($5*is($3,2)) skip 1 with points linetype 2 pointsize 0.6 title "set 2", \
     ARG1 using ($7+(int($3) == 1 ? -0.2 : 0.2)):5 skip 1 smooth unique with points linetype 7 pointtype 2 linewidth 2.5 pointsize 1.4 title "mean of a set", \
     NaN with boxes linecolor rgb "#777777" title "± 1 %"
