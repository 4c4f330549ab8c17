# SPDX-License-Identifier: MIT
# tics.gp - the marks of a logarithmic axis: at the powers of ten, where there are few of these at 2 and 5
# as well, and where there is hardly one at 3, 4 and 7 besides.
# Loaded after palette.gp, with `axis` set, "x" or "y", and `span`.
marks = axis."tics"
set @marks ()
do for [e=-4:12] {
	set @marks add (commas(10.0**e) 10.0**e)
}
if (span < 200) {
	do for [e=-4:12] {
		set @marks add (commas(2*10.0**e) 2*10.0**e)
		set @marks add (commas(5*10.0**e) 5*10.0**e)
	}
}
if (span < 8) {
	do for [e=-4:12] {
		set @marks add (commas(3*10.0**e) 3*10.0**e)
		set @marks add (commas(4*10.0**e) 4*10.0**e)
		set @marks add (commas(7*10.0**e) 7*10.0**e)
	}
}
