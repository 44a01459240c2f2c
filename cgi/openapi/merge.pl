#!/usr/bin/perl
# Puts the areas' parts of the API's description together: merge.pl BASE.json AREA.json … > openapi.json
use strict;
use warnings;
use JSON::PP;

my $json = JSON::PP->new->utf8->canonical->pretty->indent_length(1);

sub slurp {
    my ($path) = @_;
    open(my $file, '<', $path) or die "$path: $!\n";
    local $/;
    my $part = eval { $json->decode(scalar <$file>) };
    die "$path: $@" if $@;
    return $part;
}

# Adds the members of one object to another; the same name twice is a mistake.
sub add {
    my ($into, $from, $where, $path) = @_;
    for my $name (sort keys %$from) {
        die "$path: $where.$name is described twice\n" if exists $into->{$name};
        $into->{$name} = $from->{$name};
    }
}

my $whole = slurp(shift @ARGV);
for my $path (@ARGV) {
    my $part = slurp($path);
    # the operations of one path may stand in several parts
    for my $name (sort keys %{ $part->{paths} // {} }) {
        add($whole->{paths}{$name} //= {}, $part->{paths}{$name}, "paths.$name", $path);
    }
    for my $kind (sort keys %{ $part->{components} // {} }) {
        add($whole->{components}{$kind} //= {}, $part->{components}{$kind}, "components.$kind", $path);
    }
}
print $json->encode($whole);
